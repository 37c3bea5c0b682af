import { hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeastIfGiven } from '../expect';
import { rule } from '../rule';

export const retention = rule({
  id: 'logs.retention',
  title: 'Log groups keep their events long enough',
  why: 'Intrusions are found after months on average; without the logs of that time nobody can tell what was read. Without a period, events never expire.',
  fix: 'Set `RetentionInDays` to 365 or more, or leave it out; our constructs follow the classification of the data.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [securityHub('CloudWatch.16'), nist80053r5('AU-11'), nist80053r5('SI-12'), pciDss('10.5.1'), hipaa('164.312(b)')],
  appliesTo: ['AWS::Logs::LogGroup'],
  check: (resource, _app, { minLogRetentionDays }) => atLeastIfGiven(resource, 'RetentionInDays', minLogRetentionDays, 'days'),
});
