/**
 * Whether an event matches a pattern of EventBridge.
 *
 * Covers the operators that this library uses: exact values, `prefix`, `suffix`, `wildcard`, `equals-ignore-case`, `anything-but`, `exists`,
 * `numeric` and `$or`. Anything else throws, so that no pattern passes unread.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEvent(pattern: Tree, event: unknown): boolean {
  const values = Array.isArray(event) ? event : [event];
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') {
      return (wanted as unknown as Tree[]).some((branch) => matchesEvent(branch, event));
    }
    // a field within a list matches if it does in one of its items
    const found = values.map((value) => (isTree(value) ? value[name] : undefined));
    return Array.isArray(wanted)
      ? wanted.some((candidate) => matchesLeaf(candidate, found.flat()))
      : found.some((value) => matchesEvent(wanted as Tree, value ?? {}));
  });
}

type Tree = { readonly [name: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function matchesLeaf(candidate: unknown, found: readonly unknown[]): boolean {
  const present: readonly unknown[] = found.filter((value) => value !== undefined);
  if (!isTree(candidate)) {
    return present.includes(candidate);
  }
  const [[operator, operand], ...more] = Object.entries(candidate);
  if (more.length > 0) {
    throw new Error(`one operator at a time: ${JSON.stringify(candidate)}`);
  }
  return operator === 'exists' ? (present.length > 0) === operand : present.some((value) => OPERATORS[operator](operand, value));
}

const OPERATORS: Readonly<Record<string, (operand: unknown, value: unknown) => boolean>> = new Proxy({
  'prefix': (operand, value) => typeof value === 'string' && value.startsWith(operand as string),
  'suffix': (operand, value) => typeof value === 'string' && value.endsWith(operand as string),
  'equals-ignore-case': (operand, value) => typeof value === 'string' && value.toLowerCase() === (operand as string).toLowerCase(),
  'wildcard': (operand, value) => typeof value === 'string' && wildcard(operand as string).test(value),
  'anything-but': (operand, value) => (isTree(operand) && !Array.isArray(operand)
    ? !Object.entries(operand).some(([operator, values]) => [values].flat().some((each) => matchesLeaf({ [operator]: each as unknown }, [value])))
    : ![operand].flat().includes(value)),
  'numeric': (operand, value) => typeof value === 'number' && numeric(operand as (string | number)[], value),
} as Record<string, (operand: unknown, value: unknown) => boolean>, {
  get: (operators, name: string) => operators[name] ?? (() => {
    throw new Error(`operator not covered: ${name}`);
  }),
});

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&')).join('.*')}$`);
}

function numeric([operator, bound, ...rest]: readonly (string | number)[], value: number): boolean {
  const limit = Number(bound);
  const holds: Readonly<Record<string, boolean>> = { '=': value === limit, '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit };
  if (!(operator in holds)) {
    throw new Error(`comparison not covered: ${operator}`);
  }
  return holds[operator] && (rest.length === 0 || numeric(rest, value));
}

/** How a template says what a target gets. */
export interface InputTransformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/**
 * The text that an input transformer makes of an event: paths that the event lacks leave nothing.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function messageOf({ InputPathsMap, InputTemplate }: InputTransformer, event: unknown): string[] {
  return InputTemplate.split('\n').map((line) => (JSON.parse(line) as string).replace(/<([^<>]+)>/g, (_match, name: string) => {
    const value = valueAt(InputPathsMap[name], event);
    return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  }));
}

/** What chat applications read: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
export interface ChatMessage {
  readonly version: string;
  readonly source: string;
  readonly content: { readonly textType: string; readonly title: string; readonly description: string; readonly nextSteps: string[] };
  readonly metadata?: { readonly threadId: string; readonly summary: string };
}

/**
 * What an input transformer makes of an event with a template that is JSON: a value within a text stands there as it is, not escaped, that of an object
 * without its quotes; a value of its own is JSON.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-issues
 */
export function chatMessageOf(transformer: InputTransformer, event: unknown): ChatMessage {
  return chatMessage(transformer, (path) => valueAt(path, event));
}

/** The same with the value that each path has. */
export function chatMessage({ InputPathsMap, InputTemplate }: InputTransformer, valueOf: (path: string) => unknown): ChatMessage {
  const found = (name: string) => valueOf(InputPathsMap[name]);
  const own = InputTemplate.replace(/(?<=[:,[])<([^<>]+)>(?=[,}\]])/g, (_match, name: string) => JSON.stringify(found(name) ?? ''));
  return JSON.parse(own.replace(/<([^<>]+)>/g, (_match, name: string) => {
    const value = found(name) ?? '';
    return typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '') : String(value as string | number | boolean);
  })) as ChatMessage;
}

function valueAt(path: string, event: unknown): unknown {
  return path.replace(/^\$\./, '').split('.').reduce<unknown>((value, name) => (isTree(value) ? value[name] : undefined), event);
}
