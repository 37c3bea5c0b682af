import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const alarmed = rule({
  id: 'redshiftserverless.alarmed',
  title: 'Workgroups of Redshift Serverless have an alarm on connections',
  why: 'Clients that leak connections lock everybody out, and the metric announces it.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on DatabaseConnections of the workgroup, or use `SecureRedshiftServerless` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RedshiftServerless::Workgroup'],
  check: (workgroup, app) => isWatched(app, {
    metrics: ['DatabaseConnections'],
    namespace: 'AWS/Redshift-Serverless',
    dimension: 'Workgroup',
    noun: 'workgroup',
    isIt: named(workgroup, 'WorkgroupName'),
  }),
});
