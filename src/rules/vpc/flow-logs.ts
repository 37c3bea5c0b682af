import { cisFoundations, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const flowLogs = rule({
  id: 'vpc.flow-logs',
  title: 'Every VPC records its traffic',
  why: 'Without flow logs nobody can tell afterwards which host talked to the database, and how much left.',
  fix: 'Add an `AWS::EC2::FlowLog` with `TrafficType` ALL or REJECT whose `ResourceId` is the VPC, or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.FLOW_LOGS,
  controls: [fsbp('EC2.6'), cisFoundations('3.7'), nist80053r5('AU-12'), nist80053r5('AC-4(26)'), nist80053r5('SI-7(8)'), pciDss('10.2.1'),
    hipaa('164.312(b)')],
  appliesTo: ['AWS::EC2::VPC'],
  check: (resource) => hasCompanion(resource, {
    type: 'AWS::EC2::FlowLog',
    by: 'ResourceId',
    missing: 'no flow log of the app records this VPC',
    judge: (flowLog) => oneOf(flowLog, 'TrafficType', ['ALL', 'REJECT']),
  }),
});
