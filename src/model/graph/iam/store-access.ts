import { arnText, attributeText, keyArn, openTextOf, storeArns, storeFacts } from './arns';
import { AccessAnswer, AccessDecision, mayDo, resourcePolicy, ResourcePolicy } from './decision';
import { ownPolicies, Principal, principals } from './principals';
import { mayCover } from './statements';
import { ESCALATION, KEY_DESTRUCTION, SECRET_READ, StoreAccessFacts, AccessRight } from '../../../facts/store-access';
import { AppModel } from '../../app-model';
import { pseudoParameter } from '../../environment';
import { ResourceView } from '../../resource-view';
import { alternatives, at, booleanOf, itemsOf, Value } from '../../value';
import { references } from '../references';

/** How far a principal has one right on a store. */
export interface RightAnswer extends AccessDecision {
  /** The actions for which the answer holds. */
  readonly actions: readonly string[];
}

/** What one principal may do to one store; rights that it has not are left out. */
export interface PrincipalAccess {
  readonly principal: Principal;
  readonly rights: Readonly<Partial<Record<AccessRight, RightAnswer>>>;
}

/** Who may do what to a store; principals without any right are left out. */
export interface StoreAccess {
  readonly store: ResourceView;
  readonly principals: readonly PrincipalAccess[];
}

/** One action, on resources that must all be allowed; of each, one of its ARNs is enough. */
interface Question {
  readonly right: AccessRight;
  readonly action: string;
  readonly on: readonly (readonly string[])[];
  readonly policy?: ResourcePolicy;
}

const ORDER: readonly AccessAnswer[] = ['no', 'unknown', 'conditional', 'with-mfa', 'yes'];

/** Who may do what to each store of an app, in the order of the app. */
export function storeAccess(app: AppModel): readonly StoreAccess[] {
  const asked = [...app.derive(principals).values()];
  return [...app.resources()].flatMap((store) => {
    const facts = storeFacts(store);
    return facts === undefined ? [] : [{ store, principals: accessTo(store, facts, asked) }];
  });
}

function accessTo(store: ResourceView, facts: StoreAccessFacts, asked: readonly Principal[]): readonly PrincipalAccess[] {
  const policies = [policyOfStore(store, facts), ...keysOf(store, facts).map(policyOfKey)];
  const gives = policies.some((policy) => policy?.givesDirectly);
  const account = pseudoParameter('AWS::AccountId', store.template);
  // most principals have nothing to do with most stores, which costs a look at their actions
  let questions: readonly Question[] | undefined;
  return asked.flatMap((principal) => {
    const covered = coveredActions(principal, facts);
    if (covered.size === 0 && !gives) {
      return [];
    }
    questions ??= questionsAbout(store, facts);
    const rights = rightsOf(principal, questions.filter(({ action, policy }) => covered.has(action) || policy?.givesDirectly), account);
    return Object.keys(rights).length === 0 ? [] : [{ principal, rights }];
  });
}

// policies are the same for all stores of a type
const COVERED = new WeakMap<Principal, Map<StoreAccessFacts, ReadonlySet<string>>>();

/** The actions on a type of store that the policies of a principal may be about. */
function coveredActions(principal: Principal, facts: StoreAccessFacts): ReadonlySet<string> {
  const byType = COVERED.get(principal) ?? new Map<StoreAccessFacts, ReadonlySet<string>>();
  COVERED.set(principal, byType);
  const { statements, unseen } = principal.policies;
  const actions = byType.get(facts) ?? new Set([...facts.rights.flatMap((row) => row.actions), SECRET_READ, ...KEY_DESTRUCTION]
    .filter((action) => unseen.length > 0 || mayCover(statements, action)));
  byType.set(facts, actions);
  return actions;
}

function rightsOf(principal: Principal, questions: readonly Question[], account: string): PrincipalAccess['rights'] {
  const rights: Partial<Record<AccessRight, AccessDecision & { readonly actions: string[] }>> = {};
  for (const question of questions) {
    const decision = decisionOn(principal, question, account);
    const known = rights[question.right];
    if (decision.answer !== 'no' && (known === undefined || isMore(decision, known))) {
      rights[question.right] = { ...decision, actions: [question.action] };
    } else if (decision.answer !== 'no' && decision.answer === known!.answer && !known!.actions.includes(question.action)) {
      known!.actions.push(question.action);
    }
  }
  return rights;
}

/** All resources of a request must be allowed, and one ARN of each is enough. */
function decisionOn(principal: Principal, { action, on, policy }: Question, account: string): AccessDecision {
  let decision: AccessDecision | undefined;
  for (const arns of on) {
    const found = greatest(arns.map((arn) => mayDo(principal, { action, arn, account, policy })));
    decision = decision === undefined || isMore(decision, found) ? found : decision;
  }
  return decision!;
}

function isMore(one: AccessDecision, other: AccessDecision): boolean {
  return ORDER.indexOf(one.answer) > ORDER.indexOf(other.answer);
}

function greatest(decisions: readonly AccessDecision[]): AccessDecision {
  return decisions.reduce((one, other) => (isMore(other, one) ? other : one), { answer: 'no' });
}

function questionsAbout(store: ResourceView, facts: StoreAccessFacts): readonly Question[] {
  const members = membersOf(store, facts);
  const policy = policyOfStore(store, facts);
  const own = facts.rights.flatMap(({ right, on, actions }) => {
    const arns = on.map((kind) => storeArns(store, facts, kind, members));
    return actions.map((action): Question => ({ right, action, on: arns, policy }));
  });
  return [...own, ...secretsOf(store, facts).map((arn): Question => ({ right: 'read', action: SECRET_READ, on: [[arn]] })), ...aboutKey(store, facts)];
}

function membersOf(store: ResourceView, { members }: StoreAccessFacts): readonly ResourceView[] {
  if (members === undefined) {
    return [];
  }
  const name = attributeText(store, 'Ref');
  return store.template.app.resourcesOf(members.type).filter((member) => (
    alternatives(member.get(members.by)).some((value) => openTextOf(value, member.template) === name)));
}

// a key is that of many stores
const POLICIES = new WeakMap<ResourceView, ResourcePolicy>();

function policyOf(resource: ResourceView, document: Value, decides: boolean): ResourcePolicy | undefined {
  if (document.kind === 'absent') {
    return undefined;
  }
  const policy = POLICIES.get(resource)
    ?? resourcePolicy({ label: `the policy of ${resource.label}`, document, template: resource.template, sure: true }, decides);
  POLICIES.set(resource, policy);
  return policy;
}

function policyOfStore(store: ResourceView, { policy, policyPerRegion }: StoreAccessFacts): ResourcePolicy | undefined {
  if (policy === undefined || policyPerRegion === undefined) {
    return policy === undefined ? undefined : policyOf(store, store.get(policy), false);
  }
  const region = pseudoParameter('AWS::Region', store.template);
  const here = itemsOf(store.get(policyPerRegion)).find((item) => openTextOf(at(item, 'Region'), store.template) === region);
  return here === undefined ? undefined : policyOf(store, at(here, policy), false);
}

/** The secrets that hold a password of the store: that of the service, and those that are attached. */
function secretsOf(store: ResourceView, { secret }: StoreAccessFacts): readonly string[] {
  const managed = secret !== undefined && MANAGED_PASSWORD.some((property) => booleanOf(store.get(property)) === true)
    ? [attributeText(store, secret.attribute)] : [];
  const attachments = store.template.app.derive(references).by('AWS::SecretsManager::SecretTargetAttachment', 'TargetId').to(store);
  return [...managed, ...attachments.map((attachment) => openTextOf(attachment.get('SecretId'), attachment.template))];
}

const MANAGED_PASSWORD = ['ManageMasterUserPassword', 'ManageMasterPassword', 'ManageAdminPassword'];

function aboutKey(store: ResourceView, facts: StoreAccessFacts): readonly Question[] {
  return keysOf(store, facts).flatMap((key) => KEY_DESTRUCTION.map((action): Question => (
    { right: 'destroy', action, on: [[keyArn(key)]], policy: policyOfKey(key) })));
}

function keysOf(store: ResourceView, { key }: StoreAccessFacts): readonly ResourceView[] {
  return key === undefined ? [] : alternatives(store.get(key)).flatMap(keyOf);
}

function policyOfKey(key: ResourceView): ResourcePolicy | undefined {
  return policyOf(key, key.get('KeyPolicy'), true);
}

function keyOf(value: Value): readonly ResourceView[] {
  return value.kind === 'reference' && value.resource.type === 'AWS::KMS::Key' ? [value.resource] : [];
}

/** The stores that whoever has the policies of a resource, and nothing else, may destroy or change. */
export function storesGivenBy(policy: ResourceView): readonly ResourceView[] {
  const { app } = policy.template;
  const account = pseudoParameter('AWS::AccountId', policy.template);
  const holder: Principal = { kind: 'group', resource: policy, arn: '${?anybody}', account, enteredWithMfa: false, policies: ownPolicies(policy) };
  return app.derive(storeAccess).map(({ store }) => store).filter((store) => (
    accessTo(store, storeFacts(store)!, [holder]).some(({ rights }) => rights.destroy !== undefined || rights.change !== undefined)));
}

/** What each principal may do to which stores: the same, read from the other side. */
export function accessByPrincipal(app: AppModel): ReadonlyMap<ResourceView, readonly (PrincipalAccess & Pick<StoreAccess, 'store'>)[]> {
  const found = new Map<ResourceView, (PrincipalAccess & Pick<StoreAccess, 'store'>)[]>();
  for (const { store, principals: holders } of app.derive(storeAccess)) {
    for (const access of holders) {
      const { resource } = access.principal;
      found.set(resource, [...found.get(resource) ?? [], { ...access, store }]);
    }
  }
  return found;
}

/** How far a principal may give itself further rights, so that what it has today is not all that it can have; by which action. */
export function mayEscalate(principal: Principal): AccessDecision & { readonly action?: string } {
  const { policies: { statements }, resource, account } = principal;
  const arn = arnText(resource.template, 'iam', '${any}', false);
  const worthAsking = ESCALATION.filter((action) => mayCover(statements, action));
  const found = worthAsking.map((action) => ({ ...mayDo(principal, { action, arn, account }), action }));
  return found.reduce<AccessDecision & { readonly action?: string }>((one, other) => (isMore(other, one) ? other : one), { answer: 'no' });
}
