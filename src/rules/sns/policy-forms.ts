import { Safeguard } from '../../core/safeguard';
import { at } from '../../model/value';
import { everyStatement } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const policyForms = rule({
  id: 'sns.policy-forms',
  title: 'SNS topic policies say what they allow, not what they leave out',
  why: 'Allow with `NotAction` or `NotPrincipal` admits whatever is not thought of, today and with every new action. No published control asks for it.',
  fix: 'Name actions and principals in `PolicyDocument`, as `AlertTopic` does.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [],
  appliesTo: ['AWS::SNS::TopicPolicy'],
  check: (policy) => everyStatement(policy.get('PolicyDocument'), 'Properties.PolicyDocument', ({ body, effect, label }) => {
    const form = ['NotAction', 'NotPrincipal'].find((each) => at(body, each).kind !== 'absent');
    return effect === 'Allow' && form !== undefined ? fail('Properties.PolicyDocument', `${label} allows by ${form}`) : PASS;
  }),
});
