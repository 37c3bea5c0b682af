import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives, at, itemsOf, textOf } from '../../model/value';
import { oneOf, wrong } from '../expect';
import { rule } from '../rule';
import { all, PASS, undecided } from '../verdict';

export const proxyIamRequired = rule({
  id: 'rds.proxy-iam-required',
  title: 'RDS proxies take IAM tokens only',
  why: 'A proxy that takes passwords opens the database to everybody who has read the secret; an IAM token is made for one role and expires after 15 minutes.',
  fix: 'Set `IAMAuth` to REQUIRED in every entry of `Auth`, or `DefaultAuthScheme` to IAM_AUTH without entries, or use `SecureAuroraCluster` with `proxy`.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [nist80053r5('AC-2(1)'), nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.5'), pciDss('8.6.3')],
  appliesTo: ['AWS::RDS::DBProxy'],
  check: (proxy) => {
    const users = itemsOf(proxy.get('Auth'));
    return users.length === 0 ? oneOf(proxy, 'DefaultAuthScheme', ['IAM_AUTH']) : all(...users.flatMap((user, index) => {
      const place = `Properties.Auth.${index}.IAMAuth`;
      return alternatives(at(user, 'IAMAuth')).map((iam) => {
        if (iam.kind === 'unknown') {
          return undecided(place, `it is only known at deployment (${iam.because})`);
        }
        return textOf(iam) === 'REQUIRED' ? PASS : wrong(place, iam, 'REQUIRED');
      });
    }));
  },
});
