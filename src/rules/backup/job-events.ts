import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf, Value } from '../../model/value';
import { all, fail, PASS, undecided, Verdict } from '../verdict';

/** Whether a rule of EventBridge lets failed backup jobs of a vault through: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
export function tellsOfFailures(route: ResourceView, vault: ResourceView): Verdict {
  const isVault = (value: Value) => value.kind === 'reference' && value.resource === vault;
  const is = (text: string) => (value: Value) => textOf(value) === text;
  const pattern = route.get('EventPattern');
  const others = fail(route.type, `${route.label} is about other events`);
  return all(
    textOf(route.get('State')) === 'DISABLED' ? fail(route.type, `${route.label} is disabled`) : PASS,
    // without a source, the rule is about a schedule or about everything, which nobody reads
    at(pattern, 'source').kind === 'absent' ? others : PASS,
    ...([['source', is('aws.backup')], ['detail-type', is('Backup Job State Change')], ['detail.state', is('FAILED')],
      ['detail.backupVaultArn', isVault], ['detail.backupVaultName', isVault]] as const).map(([path, isIt]) => letsThrough(route, at(pattern, path), isIt)),
  );
}

/** A field of a pattern lets an event through when it is absent, or holds the value. */
function letsThrough(route: ResourceView, field: Value, isIt: (value: Value) => boolean): Verdict {
  const items = itemsOf(field);
  if (items.length === 0 || items.some(isIt)) {
    return PASS;
  }
  const hidden = items.find(({ kind }) => kind === 'unknown' || kind === 'map');
  return hidden === undefined ? fail(route.type, `${route.label} is about other events`)
    : undecided(route.type, `what ${route.label} is about ${hidden.kind === 'unknown' ? `is only known at deployment (${hidden.because})` : 'depends on the event'}`);
}
