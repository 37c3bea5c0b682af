import { STORE_ACCESS, StoreAccessFacts } from '../../../facts/store-access';
import { pseudoParameter } from '../../environment';
import { ResourceView } from '../../resource-view';
import { TemplateView } from '../../template-view';
import { partsOf, textOf, Value } from '../../value';
import { Answer } from '../answer';
import { matchesText } from '../policy-patterns';
import { remembered } from '../remembered';

const FACTS = new Map(STORE_ACCESS.map((facts) => [facts.type, facts]));

/** What IAM knows of the type of a store; undefined for resources that are none. */
export function storeFacts(resource: ResourceView): StoreAccessFacts | undefined {
  const facts = FACTS.get(resource.type);
  return facts?.memberOf !== undefined && resource.get(facts.memberOf).kind !== 'absent' ? undefined : facts;
}

/** The text of a value, with a hole (`../open-text.ts`) where deployment fills in: the same hole wherever the same thing is meant. */
export function openTextOf(value: Value, template: TemplateView): string {
  return partsOf(value).map((part) => {
    switch (part.kind) {
      case 'known': return textOf(part)!;
      case 'reference': return attributeText(part.resource, part.attribute);
      case 'unknown': return part.text ?? `\${?${template.id} ${part.because.replace(/[{}]/g, '')}}`;
      default: return '${?}';
    }
  }).join('');
}

/** An ARN whose holes are those of other texts of the app. */
export function arnText(template: TemplateView, service: string, resource: string, regional = true): string {
  const of = (name: string) => pseudoParameter(`AWS::${name}`, template);
  return `arn:${of('Partition')}:${service}:${regional ? of('Region') : ''}:${of('AccountId')}:${resource}`;
}

/** One of the ARNs of a store, by its name among the facts; one for each member where it is about them. */
export function storeArns(store: ResourceView, facts: StoreAccessFacts, kind: string, members: readonly ResourceView[] = []): readonly string[] {
  const [service, form, global] = facts.arns[kind].split('|');
  const text = (member?: ResourceView) => form.replace(/\{([\w.]+)\}/g, (_, name: string) => fill(name, store, facts, member));
  const texts = form.includes('{member}') ? members.map(text) : [text()];
  return texts.map((resource) => arnText(store.template, service, resource, global === undefined));
}

function fill(name: string, store: ResourceView, facts: StoreAccessFacts, member?: ResourceView): string {
  switch (name) {
    case 'any': return '${any}';
    // a name is no other service's prefix (`rds:`, `awsbackup:`): the parts between colons are names
    case 'other': return '${AWS::Other}';
    case 'name': return nameText(store, facts.name!, facts.lowerCase);
    case 'member': return memberText(member!);
    default: return attributeText(store, name);
  }
}

function memberText(member: ResourceView): string {
  return member.type.endsWith('::DBInstance') ? nameText(member, 'DBInstanceIdentifier', true) : hole(member, 'Workgroup.WorkgroupId');
}

/** The name of a resource: CloudFormation makes one up where none is given. */
export function nameText(resource: ResourceView, property: string, lowerCase = false): string {
  const name = resource.get(property);
  const text = name.kind === 'absent' ? hole(resource, 'Ref') : openTextOf(name, resource.template);
  return lowerCase && !text.includes('${') ? text.toLowerCase() : text;
}

function hole(resource: ResourceView, attribute: string): string {
  return `\${=${resource.type}.${attribute} ${resource.template.id}/${resource.logicalId}}`;
}

/** What is being read: a template that names resources after each other is refused at deployment, not here. */
const READING = new Set<string>();

/** What `Ref` or an attribute of a resource comes to. */
export function attributeText(resource: ResourceView, attribute: string): string {
  const what = `${resource.template.id}/${resource.logicalId}.${attribute}`;
  if (READING.has(what)) {
    return `\${?${what}}`;
  }
  READING.add(what);
  const text = textOfAttribute(resource, attribute);
  READING.delete(what);
  return text;
}

function textOfAttribute(resource: ResourceView, attribute: string): string {
  const facts = FACTS.get(resource.type);
  if (facts !== undefined) {
    return storeAttribute(resource, facts, attribute);
  }
  switch (resource.type) {
    case 'AWS::IAM::Role': return attribute === 'Arn' ? principalArn(resource, 'role') : principalName(resource, 'RoleName');
    case 'AWS::IAM::User': return attribute === 'Arn' ? principalArn(resource, 'user') : principalName(resource, 'UserName');
    case 'AWS::KMS::Key': return attribute === 'Arn' ? keyArn(resource) : hole(resource, 'KeyId');
    case 'AWS::SecretsManager::Secret': return secretArn(resource, nameText(resource, 'Name'));
    case 'AWS::SecretsManager::SecretTargetAttachment': return openTextOf(resource.get('SecretId'), resource.template);
    case 'AWS::DocDB::DBInstance':
    case 'AWS::Neptune::DBInstance': return attribute === 'Ref' ? memberText(resource) : ownArn(resource, attribute);
    case 'AWS::RedshiftServerless::Workgroup': return attribute === 'Workgroup.WorkgroupArn'
      ? arnText(resource.template, 'redshift-serverless', `workgroup/${memberText(resource)}`) : hole(resource, attribute);
    default: return ownArn(resource, attribute);
  }
}

function storeAttribute(store: ResourceView, facts: StoreAccessFacts, attribute: string): string {
  if (facts.arnAttributes.includes(attribute)) {
    return storeArns(store, facts, Object.keys(facts.arns)[0])[0];
  }
  if (attribute === facts.secret?.attribute) {
    return secretArn(store, `${facts.secret.prefix}${hole(store, attribute)}`);
  }
  return attribute === 'Ref' ? nameText(store, facts.name!, facts.lowerCase) : hole(store, attribute);
}

/** ARNs of secrets end with six characters that the service chooses. */
function secretArn({ template }: ResourceView, name: string): string {
  return arnText(template, 'secretsmanager', `secret:${name}-${'${one}'.repeat(6)}`);
}

export function keyArn(key: ResourceView): string {
  return arnText(key.template, 'kms', `key/${hole(key, 'KeyId')}`);
}

export function principalArn(principal: ResourceView, kind: 'role' | 'user'): string {
  const path = principal.get('Path');
  const name = principalName(principal, kind === 'role' ? 'RoleName' : 'UserName');
  return arnText(principal.template, 'iam', `${kind}${path.kind === 'absent' ? '/' : openTextOf(path, principal.template)}${name}`, false);
}

// a name that CloudFormation makes up begins as the stack is called, which is cut where the name would be too long:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
function principalName(principal: ResourceView, property: string): string {
  const { stackName = '' } = principal.template.source;
  const begins = principal.get(property).kind === 'absent' && !stackName.includes('${') ? stackName.slice(0, 8) : '';
  return begins + nameText(principal, property);
}

// what else belongs to a resource of AWS names that resource, and nothing that stands in `attributeText`; others may come to anything
function ownArn(resource: ResourceView, attribute: string): string {
  const certain = /^AWS::(?!CloudFormation::|SSM::)/.test(resource.type);
  return `\${${certain ? '@' : '?'}${resource.type}.${attribute} ${resource.template.id}/${resource.logicalId}}`;
}

/** Whether a pattern of a policy names a resource of the app. */
export function namesResource(pattern: string, arn: string, anyOf: boolean): Answer {
  if (pattern === '*' || pattern === arn) {
    return 'yes';
  }
  // a whole ARN of something else of the app
  if (pattern.startsWith('${@')) {
    return 'no';
  }
  const ofPattern = remembered(anyOf ? MATCHES.anyOf : MATCHES.all, pattern, () => new Map<string, Answer>());
  return remembered(ofPattern, arn, () => matchesText(completed(pattern), arn, true, anyOf));
}

// the policies of an app repeat few patterns, each of which is held against every store for every action
const MATCHES: Readonly<Record<'anyOf' | 'all', Map<string, Map<string, Answer>>>> = { anyOf: new Map(), all: new Map() };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html: parts that are left out are any
function completed(pattern: string): string {
  const missing = 6 - pattern.split(/:(?![^{]*\})/).length;
  return pattern.startsWith('arn:') && missing > 0 && !pattern.includes('${?') ? pattern + ':*'.repeat(missing) : pattern;
}
