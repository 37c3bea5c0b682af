import { nameText, openTextOf, principalArn } from './arns';
import { AccessStatement, PolicyDocument, statementsIn, withDoubt } from './statements';
import { isEnteredWithMfa } from './trust';
import { AWS_MANAGED_POLICIES, ManagedPolicyFacts } from '../../../facts/aws-managed-policies';
import { AppModel } from '../../app-model';
import { pseudoParameter } from '../../environment';
import { evaluate } from '../../intrinsics';
import { ResourceView } from '../../resource-view';
import { at, itemsOf, Json, textOf, Value } from '../../value';
import { references } from '../references';

/** A policy whose statements no template shows. */
export interface UnseenPolicy {
  readonly label: string;

  /** It may take rights away, too: AWS's own policies do not. */
  readonly mayDeny: boolean;
}

/** What a principal is given, or limited to: the statements that are seen, and the policies that are not. */
export interface PolicySet {
  readonly statements: readonly AccessStatement[];
  readonly unseen: readonly UnseenPolicy[];
}

export type PrincipalKind = 'role' | 'user' | 'group';

/** A role, a user, or whoever is in a group. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly resource: ResourceView;
  readonly arn: string;
  readonly account: string;
  readonly policies: PolicySet;

  /** What a permissions boundary leaves at most; absent where there is none. */
  readonly boundary?: PolicySet;

  /** A role that nobody enters without multi-factor authentication. */
  readonly enteredWithMfa: boolean;
}

const KINDS: Readonly<Record<string, PrincipalKind>> = { 'AWS::IAM::Role': 'role', 'AWS::IAM::User': 'user', 'AWS::IAM::Group': 'group' };

/** Policies that name whom they are for, by the type of the principal: the property, by the type of the policy. */
const NAMING: Readonly<Record<PrincipalKind, Readonly<Record<string, string>>>> = {
  role: { 'AWS::IAM::Policy': 'Roles', 'AWS::IAM::ManagedPolicy': 'Roles', 'AWS::IAM::RolePolicy': 'RoleName' },
  user: { 'AWS::IAM::Policy': 'Users', 'AWS::IAM::ManagedPolicy': 'Users', 'AWS::IAM::UserPolicy': 'UserName' },
  group: { 'AWS::IAM::Policy': 'Groups', 'AWS::IAM::ManagedPolicy': 'Groups', 'AWS::IAM::GroupPolicy': 'GroupName' },
};

const NAME: Readonly<Record<PrincipalKind, string>> = { role: 'RoleName', user: 'UserName', group: 'GroupName' };

/** Every role, user and group of an app, with what its policies say. */
export function principals(app: AppModel): ReadonlyMap<ResourceView, Principal> {
  return new Map(app.resourcesOf(...Object.keys(KINDS)).map((resource) => [resource, principalOf(resource)]));
}

function principalOf(resource: ResourceView): Principal {
  const kind = KINDS[resource.type];
  const limit = withDoubt(resource.get('PermissionsBoundary'));
  const sets = [resource, ...kind === 'user' ? groupsOf(resource) : []].map((holder) => policiesOf(holder, resource));
  return {
    kind,
    resource,
    arn: kind === 'group' ? '${?members of a group}' : principalArn(resource, kind),
    account: pseudoParameter('AWS::AccountId', resource.template),
    policies: together(sets),
    enteredWithMfa: kind === 'role' && isEnteredWithMfa(resource),
    boundary: limit.length === 0 ? undefined : together(limit.map((item) => managed(item.value, resource, item.sure))),
  };
}

/** The groups of the app that a user is in, whichever side says so. */
function groupsOf(user: ResourceView): readonly ResourceView[] {
  const { app } = user.template;
  const listed = itemsOf(user.get('Groups')).flatMap((group) => app.resourcesOf('AWS::IAM::Group').filter((each) => isNamed(each, 'group', group)));
  const added = app.resourcesOf('AWS::IAM::UserToGroupAddition')
    .filter((addition) => itemsOf(addition.get('Users')).some((each) => isNamed(user, 'user', each)))
    .flatMap((addition) => app.resourcesOf('AWS::IAM::Group').filter((each) => isNamed(each, 'group', addition.get('GroupName'))));
  return [...new Set([...listed, ...added])];
}

function isNamed(principal: ResourceView, kind: PrincipalKind, by: Value): boolean {
  if (by.kind === 'reference') {
    return by.resource === principal;
  }
  const name = textOf(by);
  return name !== undefined && name === nameText(principal, NAME[kind]);
}

function together(sets: readonly PolicySet[]): PolicySet {
  return { statements: sets.flatMap(({ statements }) => statements), unseen: sets.flatMap(({ unseen }) => unseen) };
}

/** What stands in a resource itself: the document of a policy, the inline policies of a principal. */
export function ownPolicies(resource: ResourceView): PolicySet {
  if (resource.type.endsWith('Policy')) {
    return shownBy(resource, resource, true);
  }
  return together(withDoubt(resource.get('Policies')).map(({ value, sure }) => shown({
    label: textOf(at(value, 'PolicyName')) ?? 'an inline policy', document: at(value, 'PolicyDocument'), template: resource.template, sure,
  })));
}

/** The policies of a role, a user or a group, attached from either side; what exists depends on the principal for whom they count. */
function policiesOf(holder: ResourceView, whom: ResourceView): PolicySet {
  const attached = withDoubt(holder.get('ManagedPolicyArns')).map(({ value, sure }) => managed(value, whom, sure));
  return together([ownPolicies(holder), ...attached, ...namingPolicies(holder).map((policy) => shownBy(policy, whom, true))]);
}

function namingPolicies(holder: ResourceView): readonly ResourceView[] {
  const { app } = holder.template;
  const kind = KINDS[holder.type];
  return Object.entries(NAMING[kind]).flatMap(([type, property]) => {
    const referring = app.derive(references).by(type, property).to(holder);
    const name = textOf(holder.get(NAME[kind]));
    const naming = name === undefined ? [] : app.derive(namedHolders).get(`${type}.${property} ${name}`) ?? [];
    return [...referring, ...naming.filter((policy) => !referring.includes(policy))];
  });
}

/** The policies that name their holders by text, each by its type, the property and the name. */
function namedHolders(app: AppModel): ReadonlyMap<string, readonly ResourceView[]> {
  const found = new Map<string, ResourceView[]>();
  for (const [type, property] of Object.values(NAMING).flatMap((naming) => Object.entries(naming))) {
    for (const policy of app.resourcesOf(type)) {
      const keys = itemsOf(policy.get(property)).flatMap((item) => (item.kind === 'known' ? `${type}.${property} ${item.value}` : []));
      keys.forEach((key) => found.set(key, [...found.get(key) ?? [], policy]));
    }
  }
  return found;
}

function shown(policy: PolicyDocument): PolicySet {
  return { statements: statementsIn([policy]), unseen: [] };
}

// a policy may be absent when its condition is, unless its principal has the same condition
function shownBy(policy: ResourceView, whom: ResourceView, sure: boolean): PolicySet {
  const { Condition } = policy.json;
  const exists = Condition === undefined || (Condition === whom.json.Condition && policy.template === whom.template);
  return shown({ label: policy.label, document: policy.get('PolicyDocument'), template: policy.template, sure: sure && exists });
}

/** What a managed policy says: one of the app, one of AWS, or one that nobody sees here. */
function managed(arn: Value, whom: ResourceView, sure: boolean): PolicySet {
  if (arn.kind === 'reference' && arn.resource.type === 'AWS::IAM::ManagedPolicy') {
    return shownBy(arn.resource, whom, sure);
  }
  const text = openTextOf(arn, whom.template);
  const name = /^arn:[^:]+(?::[^:]+\})?:iam::aws:policy\/(.+)$/.exec(text)?.[1];
  const facts = name === undefined ? undefined : AWS_MANAGED_POLICIES[name];
  const unseen: UnseenPolicy = { label: name ?? text, mayDeny: name === undefined };
  if (facts === undefined) {
    return { statements: [], unseen: [unseen] };
  }
  const document = evaluate(documentOf(facts), whom.template);
  return { ...shown({ label: name!, document, template: whom.template, sure }), unseen: facts.partial === true ? [unseen] : [] };
}

function documentOf({ actions, notActions }: ManagedPolicyFacts): Json {
  const allow = (about: { readonly [key: string]: Json }): Json => ({ Statement: [{ Effect: 'Allow', Resource: '*', ...about }] });
  return notActions === undefined ? allow({ Action: actions ?? [] }) : allow({ NotAction: notActions });
}
