import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard, SAFEGUARDS } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { RedshiftAuditLog } from '../../../src/databases/redshift/redshift-audit-log';
import { REDSHIFT_SAFEGUARDS } from '../../../src/databases/redshift/redshift-checks';
import { RedshiftNodes } from '../../../src/databases/redshift/redshift-nodes';
import { RedshiftTls, RedshiftTrack, SecureRedshiftClusterProps } from '../../../src/databases/redshift/redshift-props';
import { RedshiftUsageLimit } from '../../../src/databases/redshift/redshift-usage-limit';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../../src/databases/redshift/secure-redshift-serverless';
import { SERVERLESS_SAFEGUARDS } from '../../../src/databases/redshift/serverless-checks';
import { SecureRedshiftServerlessProps } from '../../../src/databases/redshift/serverless-props';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { judged, optional, wild } from '../../support/judged';

const text = fc.oneof(fc.constantFrom('', 'sales', 'dev', 'admin', 'table', 'a--b', 'x'.repeat(65)), fc.string({ maxLength: 130 }));
const ports = wild(5430, 5431, 5455, 5456, 8190, 8191, 8215, 8216);
const days = fc.integer({ min: 0, max: 40 * 24 }).map((hours) => Duration.hours(hours));
const limits = fc.array(fc.oneof(
  wild(0, 1).map((minutes) => RedshiftUsageLimit.concurrencyScaling(minutes)), wild(0, 1).map((terabytes) => RedshiftUsageLimit.spectrum(terabytes)),
  wild(0, 1).map((hours) => RedshiftUsageLimit.serverlessCompute(hours)), fc.constant(RedshiftUsageLimit.crossRegionDatasharing(1)),
), { maxLength: 2 });
const waivable = (safeguards: readonly Safeguard[]) => safeguards.filter((each) => SAFEGUARDS[each].permanent === undefined);
const waivers = (safeguards: readonly Safeguard[]) => fc.uniqueArray(fc.constantFrom(...waivable(safeguards)), { maxLength: 3 })
  .map((chosen) => chosen.map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data')));

/** What both kinds of warehouses take. */
const BOTH = {
  classification: optional(fc.constantFrom(...Object.values(DataClassification))),
  naming: optional(fc.record({ identifier: optional(text), databaseName: optional(text), masterUsername: optional(text) })),
  port: optional(ports),
  tls: optional(fc.constantFrom(...Object.values(RedshiftTls))),
  parameters: optional(fc.dictionary(fc.constantFrom('', 'require_ssl', 'use_fips_ssl', 'statement_timeout', 'datestyle'), text, { maxKeys: 2 })),
  usageLimits: optional(limits),
};

const clusters: fc.Arbitrary<Omit<SecureRedshiftClusterProps, 'network'>> = fc.record({
  ...BOTH,
  nodes: optional(fc.tuple(fc.constantFrom('large' as const, 'xlplus' as const, 'fourXlarge' as const, 'sixteenXlarge' as const), wild(1, 2, 32, 33, 128, 129))
    .map(([type, count]) => RedshiftNodes[type](count))),
  snapshots: optional(fc.record({
    retention: optional(days),
    manualRetention: optional(days),
    schedule: optional(fc.array(fc.constantFrom('', 'rate(12 hours)', 'rate(25 hours)', 'cron(30 12 *)'), { maxLength: 2 })),
    copyTo: optional(fc.record({ region: fc.constantFrom('eu-central-1', 'eu-west-1', ''), grantName: text, retention: optional(days) })),
    restoredFrom: optional(text),
  })),
  maintenance: optional(fc.record({
    window: optional(fc.constantFrom('', 'sun:04:00-sun:04:29', 'sun:04:00-sun:04:30')), track: optional(fc.constantFrom(...Object.values(RedshiftTrack))),
  })),
  auditLog: optional(fc.oneof(fc.constant(RedshiftAuditLog.cloudWatch()), text.map((prefix) => RedshiftAuditLog.s3(undefined, prefix)))),
  waivers: optional(waivers(REDSHIFT_SAFEGUARDS)),
});

const workgroups: fc.Arbitrary<Omit<SecureRedshiftServerlessProps, 'network'>> = fc.record({
  ...BOTH,
  capacity: optional(fc.record({ baseRpus: optional(wild(3, 4, 8, 512, 520, 1024, 1025)), maxRpus: optional(wild(512, 5632, 5633)) })),
  track: optional(fc.constantFrom(...Object.values(RedshiftTrack))),
  snapshotCopy: optional(fc.record({
    region: fc.constantFrom('eu-central-1', 'eu-west-1', ''), encryptionKeyArn: fc.constant('arn:aws:kms:eu-central-1:111111111111:key/1'), retention: optional(days),
  })),
  waivers: optional(waivers(SERVERLESS_SAFEGUARDS)),
});

/** A network whose functions reach both services, so that limits and schedules can be made. */
const network = {
  endpoints: [
    ...PrivateEndpoint.needed(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT),
    PrivateEndpoint.of(new ec2.InterfaceVpcEndpointAwsService('redshift-serverless')),
  ],
};

test('whatever the props of a cluster are: a clear error with codes, or a template in which every finding is waived', () => {
  const { refused, accepted, findings } = judged(clusters, { runs: 16, network }, (stack, place, given) => (
    new SecureRedshiftCluster(stack, 'Store', { network: place, ...given })));
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(3);
  expect(accepted).toBeGreaterThan(3);
});

test('whatever the props of a workgroup are: a clear error with codes, or a template in which every finding is waived', () => {
  const { refused, accepted, findings } = judged(workgroups, { runs: 16, network }, (stack, place, given) => (
    new SecureRedshiftServerless(stack, 'Store', { network: place, ...given })));
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(3);
  expect(accepted).toBeGreaterThan(3);
});
