import { isPublicApplication, LOAD_BALANCER } from './scope';
import { nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { rule } from '../rule';

export const webAcl = rule({
  id: 'elb.web-acl',
  title: 'Public application load balancers stand behind a web application firewall',
  why: 'SQL injection reaches the database through the front door, over HTTPS and with the rights of the application.',
  fix: 'Add an `AWS::WAFv2::WebACLAssociation` whose `ResourceArn` is the load balancer, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [securityHub('ELB.16'), nist80053r5('AC-4(21)'), pciDss('6.4.1'), pciDss('6.4.2')],
  appliesTo: [LOAD_BALANCER],
  only: isPublicApplication,
  check: (resource) => hasCompanion(resource, {
    type: 'AWS::WAFv2::WebACLAssociation', by: 'ResourceArn', missing: 'no web ACL of the app is associated with the load balancer',
  }),
});
