import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { CHAT_CHANNELS } from '../../facts/chat';
import { partialTextOf } from '../../model/graph/policy-patterns';
import { itemsOf } from '../../model/value';
import { present } from '../expect';
import { rule } from '../rule';
import { all, fail, PASS, undecided } from '../verdict';

const AT = 'Properties.GuardrailPolicies';

export const guardrails = rule({
  id: 'chatbot.guardrails',
  title: 'Guardrails of a chat channel allow less than everything',
  why: 'Without a guardrail, AdministratorAccess is the one that applies: whoever gets into the channel does what any role there allows, up to deleting the database.',
  fix: 'Name policies in `GuardrailPolicies` that allow what members of the channel need, or use `ChatChannel`.',
  severity: 'medium',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: CHAT_CHANNELS,
  check: (channel) => all(present(channel, 'GuardrailPolicies'), ...itemsOf(channel.get('GuardrailPolicies')).map((policy) => {
    const arn = partialTextOf(policy);
    return arn === undefined ? (policy.kind === 'unknown' ? undecided(AT, `a policy is only known at deployment (${policy.because})`) : PASS)
      : arn.endsWith(':policy/AdministratorAccess') ? fail(AT, 'AdministratorAccess is among them') : PASS;
  })),
});
