import { pseudoParameter } from './environment';
import type { ResourceView } from './resource-view';
import type { TemplateView } from './template-view';
import { ABSENT, at, Dictionary, Json, unknown, Value } from './value';

type JsonMap = { readonly [key: string]: Json };
type Intrinsic = (argument: Json, template: TemplateView) => Value;

/** What an expression of a template comes to: known, absent, a reference, or unknown with the intrinsic's name. */
export function evaluate(expression: Json, template: TemplateView): Value {
  // templates that were not written to a file may hold properties that are undefined
  if (expression === null || expression === undefined) {
    return ABSENT;
  }
  if (typeof expression !== 'object') {
    return { kind: 'known', value: expression };
  }
  if (isList(expression)) {
    return { kind: 'list', items: expression.map((item) => evaluate(item, template)).filter(isPresent) };
  }
  const name = intrinsicName(expression);
  if (name === undefined) {
    return new JsonDictionary(expression, template);
  }
  const intrinsic = INTRINSICS[name];
  return intrinsic ? intrinsic(expression[name], template) : unknown(name);
}

/** The value at a dotted path below a map of a template. */
export function valueAt(json: JsonMap, path: string, template: TemplateView): Value {
  // keys of AWS may contain dots (`rds.force_ssl`): the whole path is tried before its first part
  if (Object.hasOwn(json, path)) {
    return evaluate(json[path], template);
  }
  const dot = path.indexOf('.');
  if (dot < 0 || !Object.hasOwn(json, path.slice(0, dot))) {
    // a macro (`Fn::Transform`) beside other keys may still add this one
    const macro = Object.keys(json).find((key) => key.startsWith('Fn::'));
    return macro === undefined ? ABSENT : unknown(macro);
  }
  return at(evaluate(json[path.slice(0, dot)], template), path.slice(dot + 1));
}

// A class, and not an object with a closure: it is made for every map that a rule looks into. Many rules look into the same policy, and one of
// them does so for every publisher of a topic.
class JsonDictionary implements Dictionary {
  public readonly kind = 'map';
  private values?: Map<string, Value>;

  public constructor(private readonly json: JsonMap, private readonly template: TemplateView) {}

  public get keys(): readonly string[] {
    return Object.keys(this.json);
  }

  public get(path: string): Value {
    this.values ??= new Map();
    const known = this.values.get(path) ?? valueAt(this.json, path, this.template);
    this.values.set(path, known);
    return known;
  }
}

function isPresent({ kind }: Value): boolean {
  return kind !== 'absent';
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

// an intrinsic is the only key of its map
function intrinsicName(json: JsonMap): string | undefined {
  let name: string | undefined;
  for (const key in json) {
    if (name !== undefined || (key !== 'Ref' && !key.startsWith('Fn::'))) {
      return undefined;
    }
    name = key;
  }
  return name;
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Ref': ref,
  'Fn::GetAtt': getAtt,
  'Fn::If': fnIf,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::Join': join,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::InTemplate': inTemplate,
};

function ref(argument: Json, template: TemplateView): Value {
  const name = String(argument);
  if (name === 'AWS::NoValue') {
    return ABSENT;
  }
  const resource = template.resources.get(name);
  if (resource) {
    return { kind: 'reference', resource, attribute: 'Ref' };
  }
  return passedByParent(name, template) ?? unknown(`Ref ${name}`, name.startsWith('AWS::') ? pseudoParameter(name, template) : undefined);
}

/** The parameter of a nested stack, as its parent passes it. */
function passedByParent(name: string, template: TemplateView): Value | undefined {
  const nestedIn = template.source.nestedIn;
  const parent = nestedIn && template.app.templates.get(nestedIn.template);
  const passed = parent?.resources.get(nestedIn!.logicalId)?.get(`Parameters.${name}`);
  return passed?.kind === 'absent' ? undefined : passed;
}

function getAtt(argument: Json, template: TemplateView): Value {
  const [logicalId, attribute] = isList(argument)
    ? argument.map(String)
    : splitOnce(String(argument), '.');
  const resource = template.resources.get(logicalId);
  if (!resource) {
    return unknown(`Fn::GetAtt ${logicalId}.${attribute}`);
  }
  const nested = attribute.startsWith('Outputs.') ? nestedOutput(template, logicalId, attribute.slice('Outputs.'.length)) : undefined;
  return nested ?? crossRegion(resource, attribute) ?? { kind: 'reference', resource, attribute };
}

function nestedOutput(template: TemplateView, logicalId: string, output: string): Value | undefined {
  const nested = template.app.templateNestedAt(template, logicalId);
  const expression = nested?.source.template.Outputs?.[output]?.Value;
  return expression === undefined ? undefined : nested!.evaluate(expression);
}

// `crossRegionReferences` of the CDK: a reader beside the consumer, a writer beside the producer, joined by a parameter's name
// https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib-readme.html#accessing-resources-in-a-different-stack-and-region
function crossRegion(reader: ResourceView, attribute: string): Value | undefined {
  if (reader.type !== 'Custom::CrossRegionExportReader') {
    return undefined;
  }
  return reader.template.app.resourcesOf('Custom::CrossRegionExportWriter')
    .map((writer) => at(at(writer.get('WriterProps'), 'exports'), attribute))
    .find(({ kind }) => kind !== 'absent');
}

function fnIf(argument: Json, template: TemplateView): Value {
  if (!isList(argument) || argument.length !== 3) {
    return unknown('Fn::If');
  }
  const [condition, yes, no] = argument;
  return { kind: 'either', condition: String(condition), branches: [evaluate(yes, template), evaluate(no, template)] };
}

function importValue(argument: Json, template: TemplateView): Value {
  const name = evaluate(argument, template);
  const label = name.kind === 'known' ? String(name.value) : '';
  return template.app.exported(label, template) ?? unknown(`Fn::ImportValue ${label}`.trim());
}

// weak cross-stack references of newer CDK versions: { StackName or StackArn, OutputName, Region, RoleArn }
function getStackOutput(argument: Json, template: TemplateView): Value {
  const call = evaluate(argument, template);
  const [stackName, output] = call.kind === 'map' ? [call.get('StackName'), call.get('OutputName')] : [ABSENT, ABSENT];
  const producer = stackName.kind === 'known' ? template.app.templateNamed(String(stackName.value), template) : undefined;
  const expression = output.kind === 'known' ? producer?.source.template.Outputs?.[String(output.value)]?.Value : undefined;
  return expression === undefined ? unknown('Fn::GetStackOutput') : producer!.evaluate(expression);
}

// not CloudFormation's: a reference across stacks that were not synthesized (`unsynthesized-app.ts`)
function inTemplate(argument: Json, template: TemplateView): Value {
  const [id, expression] = isList(argument) ? argument : [];
  return template.app.templates.get(String(id))?.evaluate(expression) ?? unknown('Fn::InTemplate');
}

function join(argument: Json, template: TemplateView): Value {
  const [delimiter, parts] = isList(argument) ? argument : [];
  const list = parts === undefined ? ABSENT : evaluate(parts, template);
  if (list.kind !== 'list') {
    return list.kind === 'unknown' ? list : unknown('Fn::Join');
  }
  return concatenate(list.items, String(delimiter), 'Fn::Join');
}

function concatenate(parts: readonly Value[], delimiter: string, intrinsic: string): Value {
  const texts = parts.map((part) => (part.kind === 'known' ? String(part.value) : undefined));
  const open = parts.find(({ kind }) => kind !== 'known');
  if (!open) {
    return { kind: 'known', value: texts.join(delimiter) };
  }
  const between: readonly Value[] = delimiter === '' ? [] : [{ kind: 'known', value: delimiter }];
  return {
    ...unknown(`${intrinsic} with ${describe(open)}`, parts.map(partialText).join(delimiter)),
    parts: parts.flatMap((part, index) => (index === 0 ? [part] : [...between, part])),
  };
}

function partialText(value: Value): string {
  switch (value.kind) {
    case 'known': return String(value.value);
    case 'unknown': return value.text ?? '${?}';
    case 'reference': return `\${${value.resource.logicalId}.${value.attribute}}`;
    default: return '${?}';
  }
}

function describe(value: Value): string {
  switch (value.kind) {
    case 'unknown': return value.because;
    case 'reference': return `${value.attribute === 'Ref' ? 'Ref' : 'Fn::GetAtt'} ${value.resource.logicalId}`;
    default: return value.kind;
  }
}

function sub(argument: Json, template: TemplateView): Value {
  const [text, variables] = isList(argument) ? [String(argument[0]), argument[1] as JsonMap] : [String(argument), {}];
  const parts = text.split(/(\$\{[^}]+\})/).filter((part) => part !== '').map((part): Value => {
    const name = /^\$\{([^!][^}]*)\}$/.exec(part)?.[1];
    if (name === undefined) {
      return { kind: 'known', value: part.replace('${!', '${') };
    }
    if (name in (variables ?? {})) {
      return evaluate(variables[name], template);
    }
    return name.includes('.') ? getAtt(name, template) : ref(name, template);
  });
  return parts.length === 1 ? parts[0] : concatenate(parts, '', 'Fn::Sub');
}

function select(argument: Json, template: TemplateView): Value {
  const [index, from] = isList(argument) ? argument : [];
  const list = from === undefined ? ABSENT : evaluate(from, template);
  if (list.kind === 'list') {
    return list.items[Number(index)] ?? unknown('Fn::Select');
  }
  return list.kind === 'unknown' ? list : unknown('Fn::Select');
}

function split(argument: Json, template: TemplateView): Value {
  const [delimiter, text] = isList(argument) ? argument : [];
  const whole = text === undefined ? ABSENT : evaluate(text, template);
  if (whole.kind !== 'known') {
    return whole.kind === 'unknown' ? whole : unknown(`Fn::Split of ${describe(whole)}`);
  }
  return { kind: 'list', items: String(whole.value).split(String(delimiter)).map((value) => ({ kind: 'known', value })) };
}

function findInMap(argument: Json, template: TemplateView): Value {
  const keys = isList(argument) ? argument.slice(0, 3).map((key) => evaluate(key, template)) : [];
  const open = keys.find(({ kind }) => kind !== 'known');
  if (open || keys.length !== 3) {
    return unknown(`Fn::FindInMap with ${open ? describe(open) : 'missing keys'}`);
  }
  const [name, first, second] = keys.map((key) => (key.kind === 'known' ? String(key.value) : ''));
  const mapping = template.evaluate(template.source.template.Mappings?.[name]);
  return mapping.kind === 'map' ? at(mapping.get(first), second) : unknown(`Fn::FindInMap ${name}`);
}

function splitOnce(text: string, separator: string): [string, string] {
  const position = text.indexOf(separator);
  return position < 0 ? [text, ''] : [text.slice(0, position), text.slice(position + separator.length)];
}
