import { Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Safeguard } from '../../../src/core/safeguard';
import { AddressBlocklist } from '../../../src/perimeter/blocklist/address-blocklist';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { FirewallLogs } from '../../../src/perimeter/firewall/firewall-logs';
import { FirewallRule } from '../../../src/perimeter/firewall/firewall-rule';
import { FirewallRuleGroup } from '../../../src/perimeter/firewall/firewall-rule-group';
import { WafProtectedAlb } from '../../../src/perimeter/waf-protected-alb';
import { networkIn, Subject } from '../subject';

/** An imported certificate. */
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111-2222-3333-4444-555555555555';

/** The constructs of the perimeter. */
export const PERIMETER_SUBJECTS: readonly Subject[] = [
  {
    name: 'WafProtectedAlb',
    build: (stack, waivers) => new WafProtectedAlb(stack, 'Subject', {
      network: networkIn(stack),
      // without TLS there is nothing that a certificate could do
      certificates: waivers?.some(({ safeguard }) => safeguard === Safeguard.ENCRYPTION_IN_TRANSIT)
        ? [] : [elbv2.ListenerCertificate.fromArn(CERTIFICATE)],
      waivers,
    }),
  },
  { name: 'DatabaseWebAcl', build: (stack, waivers) => new DatabaseWebAcl(stack, 'Subject', { waivers }) },
  {
    name: 'DatabaseWebAcl (logs in S3)',
    build: (stack, waivers) => new DatabaseWebAcl(stack, 'Subject', { logs: FirewallLogs.s3(), waivers }),
  },
  { name: 'FirewallRuleGroup', build: (stack) => new FirewallRuleGroup(stack, 'Subject', { capacity: 10, rules: [FirewallRule.rate('Slow', 100)] }) },
  { name: 'AddressBlocklist', build: addressBlocklist },
];

/** A blocklist that learns from the firewall which blocks its addresses. */
function addressBlocklist(stack: Stack): Construct {
  const blocklist = new AddressBlocklist(stack, 'Subject', { network: networkIn(stack) });
  const firewall = new DatabaseWebAcl(stack, 'Firewall', { rules: [blocklist.rule(), ...DatabaseWebAcl.baseline()] });
  blocklist.learnFromFirewall(firewall.logGroup!);
  return blocklist;
}
