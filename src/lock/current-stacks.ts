import { IConstruct } from 'constructs';
import { canonical, referencesIn } from './canonical';
import { LockedCondition, LockedReference, LockedResource, LockedStack } from './locked';
import { watchedProperties } from './watched-properties';
import { TeardownNote, teardownNoteOf } from '../core/teardown-note';
import { MEMBER_BY } from '../facts/stateful-types';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { TemplateView } from '../model/template-view';
import { Json } from '../model/value';

/** A stack as it is synthesized now. */
export interface CurrentStack extends LockedStack {
  readonly template: TemplateView;
}

/** What the templates of an app hold, in the form in which it is recorded: every stack, also those that hold nothing. */
export function currentStacks(app: AppModel, types: ReadonlySet<string>): CurrentStack[] {
  return [...app.templates.values()].map((template) => {
    const stateful = [...template.resources.values()].filter((resource) => types.has(resource.type) && !isMember(resource));
    return {
      template,
      stack: deployedName(template),
      path: template.id,
      ...environmentOf(template),
      resources: Object.fromEntries(stateful.map((resource) => [resource.logicalId, lockedResource(resource)])),
      references: referencesOf(stateful, types),
    };
  });
}

function isMember({ type, json }: ResourceView): boolean {
  const property = MEMBER_BY[type];
  return property !== undefined && canonical(json.Properties?.[property]) !== undefined;
}

function deployedName({ app, id, source: { stackName, nestedIn } }: TemplateView): string {
  const parent = nestedIn && app.templates.get(nestedIn.template);
  return parent ? `${deployedName(parent)}/${nestedIn.logicalId}` : stackName ?? id;
}

function environmentOf({ source }: TemplateView): { account?: string; region?: string } {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(source.environment ?? '') ?? [];
  return { account: knownPart(account), region: knownPart(region) };
}

function knownPart(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.startsWith('unknown-') ? undefined : text;
}

function lockedResource(resource: ResourceView): LockedResource {
  const { json, path, template, node } = resource;
  return {
    ...lockedReference(resource),
    path,
    deletionPolicy: json.DeletionPolicy,
    condition: conditionOf(resource),
    leaving: teardownOf(node ?? template.source.stack),
  };
}

function lockedReference({ type, json }: ResourceView): LockedReference {
  const values = watchedProperties(type).map((property) => [property, canonical(json.Properties?.[property])] as const);
  return { type, properties: Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, Json> };
}

/** What the replacing properties of resources refer to in their own template, and what that refers to in turn. */
function referencesOf(stateful: readonly ResourceView[], types: ReadonlySet<string>): Record<string, LockedReference> {
  const found: Record<string, LockedReference> = {};
  const open = [...stateful];
  for (let resource = open.pop(); resource; resource = open.pop()) {
    const { properties } = lockedReference(resource);
    for (const logicalId of referencesIn(properties)) {
      const target = resource.template.resources.get(logicalId);
      if (target && !Object.hasOwn(found, logicalId) && (!types.has(target.type) || isMember(target))) {
        found[logicalId] = lockedReference(target);
        open.push(target);
      }
    }
  }
  return found;
}

/** The condition of a resource, and those of the nested stacks around it. */
function conditionOf(resource: ResourceView): LockedCondition | undefined {
  const all = conditionsOf(resource);
  const definitions = all.map(({ definition }) => definition ?? null);
  return all.length === 0 ? undefined : { name: all.map(({ name }) => name).join(' and '), definition: all.length === 1 ? all[0].definition : definitions };
}

function conditionsOf({ json: { Condition: name }, template }: ResourceView): LockedCondition[] {
  const { nestedIn } = template.source;
  const around = nestedIn && template.app.templates.get(nestedIn.template)?.resources.get(nestedIn.logicalId);
  return [
    ...(name === undefined ? [] : [{ name, definition: expanded({ Condition: name }, template, []) }]),
    ...(around ? conditionsOf(around) : []),
  ];
}

/** A condition with the definitions of those that it names. */
function expanded(json: Json | undefined, template: TemplateView, within: readonly string[]): Json | undefined {
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((item) => expanded(item, template, within) as Json);
  }
  const name = (json as { readonly Condition?: Json }).Condition;
  if (typeof name === 'string' && !within.includes(name)) {
    return expanded(canonical(template.source.template.Conditions?.[name]), template, [...within, name]);
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, expanded(value as Json, template, within)])) as Json;
}

/** The teardown that a construct, or one around it, has announced. */
function teardownOf(construct: IConstruct | undefined): TeardownNote | undefined {
  for (let scope = construct; scope; scope = scope.node.scope) {
    const note = teardownNoteOf(scope);
    if (note) {
      return { reason: note.reason, until: note.until };
    }
  }
  return undefined;
}
