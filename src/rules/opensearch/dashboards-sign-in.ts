import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { any } from '../verdict';

export const dashboardsSignIn = rule({
  id: 'opensearch.dashboards-sign-in',
  title: 'OpenSearch Dashboards is entered through Cognito, SAML or IAM Identity Center',
  why: 'People who share a proxy or a password cannot be told apart. A domain without Dashboards users needs none of them, so this '
    + 'rule is off by default.',
  fix: 'Set `CognitoOptions.Enabled`, or `Enabled` of the `SAMLOptions` in `AdvancedSecurityOptions`, or `IdentityCenterOptions.EnabledAPIAccess`.',
  severity: 'medium',
  safeguard: Safeguard.FINE_GRAINED_ACCESS,
  controls: [nist80053r5('AC-2'), nist80053r5('AC-2(1)'), nist80053r5('IA-5(1)'), pciDss('8.2.1'), pciDss('8.2.2')],
  appliesTo: ['AWS::OpenSearchService::Domain'],
  byDefault: false,
  check: (domain) => any(
    isTrue(domain, 'CognitoOptions.Enabled'),
    isTrue(domain, 'AdvancedSecurityOptions.SAMLOptions.Enabled'),
    isTrue(domain, 'IdentityCenterOptions.EnabledAPIAccess'),
  ),
});
