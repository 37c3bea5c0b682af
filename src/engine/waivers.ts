import { constructsAbove } from './ancestors';
import { ConstructNotes } from './construct-notes';
import { Safeguard } from '../core/safeguard';
import { ResourceView } from '../model/resource-view';

/**
 * The reason why the construct of a resource leaves a safeguard off, if it does.
 *
 * The nearest construct of this library that knows the safeguard decides: a key inside a store answers
 * for its own rotation, and for the store's backups the store does.
 */
export function waiverReason(safeguard: Safeguard, resource: ResourceView, { hardening }: ConstructNotes): string | undefined {
  if (hardening.size === 0) {
    return undefined;
  }
  for (const construct of constructsAbove(resource)) {
    const record = hardening.get(construct);
    const waived = record?.waived.find((waiver) => waiver.safeguard === safeguard);
    if (waived || record?.provides.includes(safeguard)) {
      return waived?.reason;
    }
  }
  return undefined;
}
