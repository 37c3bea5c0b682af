import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as fc from 'fast-check';
import { DataClassification } from '../../src/core/data-classification';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { SecureRdsInstanceProps } from '../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { RDS_TEST_ENGINES } from '../support/fixtures';
import { judged, optional, wild } from '../support/judged';

const text = fc.oneof(fc.constantFrom('', 'admin', 'orders', 'a--b', 'x'.repeat(70)), fc.string({ maxLength: 70 }));

const waivable = Object.values(Safeguard).filter((safeguard) => {
  try {
    return Boolean(Waiver.of(safeguard, 'accepted by the owner of the data'));
  } catch {
    return false;
  }
});

const props: fc.Arbitrary<Omit<SecureRdsInstanceProps, 'network'>> = fc.record({
  engine: fc.constantFrom(...RDS_TEST_ENGINES.map(([, engine]) => engine)),
  classification: optional(fc.constantFrom(...Object.values(DataClassification))),
  instanceType: optional(fc.constantFrom('t4g.micro', 'm6g.large', 'r6g.16xlarge', 'unheard.of').map((name) => new ec2.InstanceType(name))),
  port: optional(wild(1149, 1150, 65_535, 65_536)),
  recovery: optional(fc.integer({ min: 0, max: 60 * 24 }).map((hours) => ({ retention: Duration.hours(hours) }))),
  naming: optional(fc.record({ identifier: optional(text), databaseName: optional(text), masterUsername: optional(text) })),
  storage: optional(fc.record({
    allocatedGib: optional(wild(0, 19, 20, 65_536)),
    maxAllocatedGib: optional(wild(109, 110, 65_536, 65_537)),
    storageType: optional(fc.constantFrom(...Object.values(rds.StorageType))),
    iops: optional(wild(50, 5000)),
    throughput: optional(wild(125, 1000)),
  })),
  windows: optional(fc.record({ backup: optional(fc.constantFrom('', '02:00-03:00', '23:50-00:30', '1-2')), maintenance: optional(text) })),
  parameters: optional(fc.dictionary(fc.constantFrom('', 'max_connections', 'require_secure_transport', 'rds.force_ssl'), fc.constantFrom('', '0', '1'))),
  waivers: optional(fc.uniqueArray(fc.constantFrom(...waivable), { maxLength: 3 })
    .map((safeguards) => safeguards.map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data')))),
});

test('whatever the props are: a clear error with codes, or a template in which every finding is waived', () => {
  const { refused, accepted, findings } = judged(props, { runs: 60 }, (stack, network, given) => new SecureRdsInstance(stack, 'Store', { network, ...given }));
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(10);
  expect(accepted).toBeGreaterThan(10);
});
