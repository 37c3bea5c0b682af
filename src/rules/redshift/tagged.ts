import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'redshift.tagged',
  title: 'Redshift clusters, their groups and event subscriptions are tagged',
  why: 'A warehouse without an owner is one that nobody patches, pays for or dares to delete; policies that go by tags do not see it.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [securityHub('Redshift.11'), securityHub('Redshift.12'), securityHub('Redshift.14'), securityHub('Redshift.17'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::Redshift::Cluster', 'AWS::Redshift::EventSubscription', 'AWS::Redshift::ClusterSubnetGroup', 'AWS::Redshift::ClusterParameterGroup'],
  check: (resource) => present(resource, 'Tags'),
});
