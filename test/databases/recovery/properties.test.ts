import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { RecoveryObjective, RecoveryObjectives } from '../../../src/core/recovery-objectives';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { AURORA_POSTGRESQL, MYSQL } from '../../support/fixtures';
import { judged } from '../../support/judged';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = maybe(fc.constantFrom(0, 0.5, 1, 59, 60, 119, 120, 299, 300, 3600, 31_536_000, 31_536_001)
  .map((seconds) => Duration.millis(seconds * 1000)));
const objective: fc.Arbitrary<RecoveryObjective | undefined> = maybe(fc.record({ point: time, time }));
const waivers = fc.uniqueArray(fc.constantFrom(Safeguard.BACKUPS, Safeguard.HIGH_AVAILABILITY), { maxLength: 2 })
  .map((safeguards) => safeguards.map((safeguard) => Waiver.of(safeguard, 'rebuilt from the source system')));

const props: fc.Arbitrary<{ recovery?: { objectives: RecoveryObjectives }; waivers: Waiver[] }> = fc.record({
  // what lies in another region is looked at in the synth
  recovery: maybe(fc.record({ objectives: fc.record({ application: objective, zone: objective }) })),
  waivers,
});

test.each<[string, Parameters<typeof judged<{ recovery?: { objectives: RecoveryObjectives }; waivers: Waiver[] }>>[2]]>([
  ['an instance', (stack, network, given) => new SecureRdsInstance(stack, 'Store', { network, engine: MYSQL, ...given })],
  ['a cluster', (stack, network, given) => new SecureAuroraCluster(stack, 'Store', { network, engine: AURORA_POSTGRESQL, ...given })],
])('whatever is asked of %s: a clear error with codes, or a template that meets it, as the rules see it', (_name, create) => {
  const { refused, accepted, findings } = judged(props, { runs: 30 }, create);
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(5);
  expect(accepted).toBeGreaterThan(5);
});
