import { everyAllow, POLICIES } from './statements';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { coversAction, isNarrowed, textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

// https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1
const DECRYPTING = ['kms:Decrypt', 'kms:ReEncryptFrom'];

export const noDecryptionWithEveryKey = rule({
  id: 'iam.no-decryption-with-every-key',
  title: 'No policy allows decryption with every key',
  why: 'A key of its own separates one database from the next only as long as no role may use all of them.',
  fix: 'Name the keys in `Resource` of the statement (`key.grantDecrypt(role)`), as the grants of `DataKey` do.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [fsbp('KMS.1'), fsbp('KMS.2'), nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, at) => {
    const wide = DECRYPTING.filter((action) => coversAction(statement, action));
    const everyKey = textsAt(statement, 'Resource').some((key) => /^(\*|arn:[\w-]+:kms:[^:]*:[^:]*:key\/\*)$/.test(key));
    return wide.length > 0 && everyKey && !isNarrowed(statement) ? fail(at, `${statement.label} allows ${wide.join(', ')} with every key`) : PASS;
  }),
});
