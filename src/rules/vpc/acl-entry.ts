import { isInternet } from '../../model/graph/addresses';
import { ResourceView } from '../../model/resource-view';
import { booleanOf, itemsOf, numberOf, textOf } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** Whether an entry of a network ACL lets traffic in. */
export function admits(entry: ResourceView): boolean {
  return booleanOf(entry.get('Egress')) !== true && textOf(entry.get('RuleAction'))?.toLowerCase() !== 'deny';
}

/** The ports of an entry: all of them when its protocol is -1 or no range is given. */
export function portsOf(entry: ResourceView): { from: number; to: number } {
  const everything = textOf(entry.get('Protocol')) === '-1';
  const [from, to] = ['From', 'To'].map((end) => (everything ? undefined : numberOf(entry.get(`PortRange.${end}`))));
  return { from: from ?? 0, to: to ?? 65535 };
}

/** An entry that lets the internet in is refused. */
export function notFromInternet(entry: ResourceView, because: string): Verdict {
  const addresses = [...itemsOf(entry.get('CidrBlock')), ...itemsOf(entry.get('Ipv6CidrBlock'))];
  const open = addresses.find((address) => isInternet(textOf(address) ?? ''));
  if (open) {
    return fail('Properties.CidrBlock', `${because} from ${textOf(open)}`);
  }
  const hidden = addresses.find(({ kind }) => kind === 'unknown');
  return hidden?.kind === 'unknown' ? undecided('Properties.CidrBlock', `it is only known at deployment (${hidden.because})`) : PASS;
}
