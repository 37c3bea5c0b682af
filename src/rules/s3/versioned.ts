import { hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const versioned = rule({
  id: 's3.versioned',
  title: 'Buckets keep the versions of their objects',
  why: 'Without versions an intruder who may write also erases what the logs say about him.',
  fix: 'Set `VersioningConfiguration.Status` to Enabled, as the log bucket of `WafProtectedAlb` does.',
  severity: 'low',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [securityHub('S3.14'), nist80053r5('AU-9(2)'), nist80053r5('CP-9'), pciDss('10.3.4'), hipaa('164.312(c)(1)')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => oneOf(bucket, 'VersioningConfiguration.Status', ['Enabled']),
});
