import { openTextOf } from './arns';
import { withDoubt } from './statements';
import { CODE_SERVICES, POD_IDENTITY } from '../../../facts/code-services';
import { ResourceView } from '../../resource-view';
import { at, itemsOf, textOf } from '../../value';
import { conditionsHold, RequestContext, Sender } from '../policy-conditions';

/** Who may enter a role, as its trust policy says: services, accounts and ARNs, identity providers. */
export function entrants(role: ResourceView): readonly string[] {
  const statements = itemsOf(at(role.get('AssumeRolePolicyDocument'), 'Statement')).filter((statement) => textOf(at(statement, 'Effect')) === 'Allow');
  const named = statements.flatMap((statement) => {
    const principal = at(statement, 'Principal');
    const values = principal.kind === 'map' ? principal.keys.map((key) => principal.get(key)) : [principal];
    return values.flatMap((value) => withDoubt(value).map((item) => serviceText(openTextOf(item.value, role.template))));
  });
  return [...new Set(named)];
}

// the CDK writes some service principals with the suffix of the partition, or through a table of regions
function serviceText(text: string): string {
  return text.replace(/\$\{AWS::URLSuffix\}$/, 'amazonaws.com').replace(/\.amazonaws\.com\.cn$/, '.amazonaws.com');
}

/** Whether code of the application has the rights of a role: one of the services that run code may enter it. */
export function runsCode(role: ResourceView): boolean {
  return entrants(role).some((entrant) => CODE_SERVICES.includes(entrant) || POD_IDENTITY.test(entrant));
}

const WITHOUT_MFA: readonly RequestContext[] = [new Map(), new Map([['aws:multifactorauthpresent', { text: 'false' }]])];
const PEOPLE: Sender = { neverSends: ['aws:multifactorauthpresent', 'aws:multifactorauthage'], varies: true };

/** Whether nobody enters a role without multi-factor authentication. */
export function isEnteredWithMfa(role: ResourceView): boolean {
  const allowing = itemsOf(at(role.get('AssumeRolePolicyDocument'), 'Statement')).filter((statement) => textOf(at(statement, 'Effect')) !== 'Deny');
  return allowing.length > 0 && allowing.every((statement) => (
    WITHOUT_MFA.every((context) => conditionsHold(at(statement, 'Condition'), context, PEOPLE).answer === 'no')));
}
