import { IConstruct } from 'constructs';
import { storeResourcesOf } from './removal';
import { TeardownAnnouncement } from './teardown-announcement';
import { PropProblems, quoted } from '../../core/check-props';
import { hardeningOf, HardeningRecord } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { teardownNoteOf } from '../../core/teardown-note';
import { withoutReason } from '../../core/waiver';

const MAX_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** What can be torn down. Keys and vaults cannot: they are kept for what they have encrypted, and for what is in them. */
const STORES = [
  'SecureRdsInstance', 'SecureRdsReplica', 'SecureAuroraCluster', 'SecureAuroraSecondaryCluster', 'AuroraGlobalDatabase', 'SecureDynamoTable',
  'SecureDaxCluster', 'SecureRedshiftCluster', 'SecureRedshiftServerless', 'SecureRedisCluster', 'SecureServerlessCache', 'MemcachedCluster',
  'SecureOpenSearchDomain', 'WafProtectedAlb',
];

/** Check an announcement. Throws one error with all problems. */
export function checkAnnouncement(store: IConstruct, announcement: TeardownAnnouncement): void {
  const record = hardeningOf(store);
  const problems = new PropProblems(['Teardown of', record?.construct].filter(Boolean).join(' '), store.node.scope, store.node.id);
  problems.when(record === undefined || !STORES.includes(record.construct), 'TEARDOWN_OF_NO_STORE',
    () => `only stores of this library are torn down, made in this app: ${STORES.join(', ')}; remove the construct from the code`);
  problems.throwIfAny();

  problems.when(teardownNoteOf(store) !== undefined, 'TEARDOWN_ANNOUNCED_TWICE', () => 'its teardown is announced already; keep one announcement');
  withoutReason(announcement.reason).forEach(({ message }) => problems.add('TEARDOWN_WITHOUT_REASON', message));
  checkDate(announcement.until, problems);
  checkWord(announcement.acknowledge, store, record!, problems);
  problems.throwIfAny();
}

function checkDate(until: string, problems: PropProblems): void {
  problems.mustBeKnown('until', until, 'TEARDOWN_DATE_UNKNOWN', 'pass plain text');
  const got = known(until);
  if (got === undefined) {
    return;
  }
  const today = dayOf(Date.now());
  const last = dayOf(Date.now() + MAX_DAYS * DAY);
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(got) && !Number.isNaN(Date.parse(got)) && dayOf(Date.parse(got)) === got;
  problems.when(!valid, 'TEARDOWN_DATE_INVALID', () => `\`until\` is ${quoted(got)}, allowed are days as ${today}; pass the last day on which the store may stand unprotected`);
  problems.when(valid && got < today, 'TEARDOWN_EXPIRED',
    () => `\`until\` is ${got}, which has passed, and a store does not stay unprotected for good; remove the store from the code, `
      + 'or the announcement, which protects the store again, or announce it anew');
  problems.when(valid && got > last, 'TEARDOWN_TOO_LATE', () => `\`until\` is ${got}, at most ${MAX_DAYS} days ahead are allowed, which is ${last}; announce the teardown when it is near`);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function checkWord(acknowledge: string, store: IConstruct, record: HardeningRecord, problems: PropProblems): void {
  const lost = leavesNothing(store, record);
  const word = lost ? `${store.node.path} without a snapshot` : store.node.path;
  problems.when(acknowledge !== word, 'TEARDOWN_NOT_ACKNOWLEDGED',
    () => `\`acknowledge\` is '${acknowledge}', but this store is removed by the text '${word}' only`
      + `${lost ? ', since its service leaves nothing of the data' : ''}; type it if this is the store, and nobody needs it any more`);
}

/** Whether the data is gone when the store is. */
function leavesNothing(store: IConstruct, { provides }: HardeningRecord): boolean {
  const keptApart = [Safeguard.BACKUPS, Safeguard.BACKUP_PLAN].some((safeguard) => provides.includes(safeguard));
  return storeResourcesOf(store).some(({ facts: { leaves } }) => leaves === 'nothing' || (leaves === 'backups' && !keptApart));
}
