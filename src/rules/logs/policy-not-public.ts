import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { partialTextOf } from '../../model/graph/policy-patterns';
import { Json } from '../../model/value';
import { everyStatement, namesWhom } from '../policy';
import { rule } from '../rule';
import { undecided } from '../verdict';

const DOCUMENT = 'Properties.PolicyDocument';

export const policyNotPublic = rule({
  id: 'logs.policy-not-public',
  title: 'Policies of CloudWatch Logs admit nobody without naming whom',
  why: 'Anybody could write into the logs, and bury under noise what they are kept for.',
  fix: 'Name services or accounts in `PolicyDocument`, or add a condition on aws:SourceAccount.',
  severity: 'high',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('AC-3'), nist80053r5('AU-9')],
  appliesTo: ['AWS::Logs::ResourcePolicy'],
  check: (policy) => {
    const document = parsed(partialTextOf(policy.get('PolicyDocument')));
    return document === undefined ? undecided(DOCUMENT, 'the document is only known at deployment')
      : everyStatement(policy.template.evaluate(document), DOCUMENT, (statement) => namesWhom(statement, DOCUMENT));
  },
});

/** The document is a text, of which deployment may fill in parts. */
function parsed(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
