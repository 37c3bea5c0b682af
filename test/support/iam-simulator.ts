import { allowedContextKeysForRequest, runSimulation, Simulation } from '@cloud-copilot/iam-simulate';

/** What AWS would decide. */
export type Decision = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/** A policy document of plain JSON: no tokens, no intrinsics (see `plain`). */
export interface PolicyJson {
  readonly Statement: readonly object[];
}

/** One request, and the policies that apply to it. */
export interface IamRequest {
  /** ARN of a user, role or session, or a service principal such as `cloudwatch.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;

  /** ARN of the resource. */
  readonly resource: string;

  /** The account that owns the resource; by default the one in the ARN. */
  readonly account?: string;

  /** Condition keys of the request; what is not listed is absent. */
  readonly context?: Readonly<Record<string, string | string[]>>;

  /** Policies attached to the principal. */
  readonly policies?: readonly PolicyJson[];

  /** The permissions boundary of the principal. */
  readonly boundary?: PolicyJson;

  /** Policy of the resource: a key policy, topic policy or trust policy. */
  readonly resourcePolicy?: PolicyJson;
}

/**
 * Ask an independent implementation of the IAM evaluation logic.
 *
 * Throws if the request or a policy is malformed, or if a condition key does not exist for the action: AWS would not
 * send it, and a test that relies on it would prove nothing.
 */
export async function decide(request: IamRequest): Promise<Decision> {
  const { action, resource } = request;
  const [service, name] = action.split(':');
  // asking costs as much as deciding, and only actions of KMS have an encryption context
  const keys = service === 'kms' ? await allowedContextKeysForRequest(service, name, resource, false, undefined) : [];
  const takesContext = keys.some((key) => key.startsWith(ENCRYPTION_CONTEXT.toLowerCase()));
  const simulation = takesContext ? withSpelledContext(simulationOf(request)) : simulationOf(request);
  const response = await runSimulation(simulation, {});
  if (response.resultType !== 'single') {
    throw new Error(`cannot simulate ${action} on ${resource}: ${JSON.stringify(response)}`);
  }
  if (response.result.ignoredContextKeys?.length) {
    throw new Error(`${action} on ${resource} has no condition key ${response.result.ignoredContextKeys.join(', ')}`);
  }
  return response.overallResult as Decision;
}

const ENCRYPTION_CONTEXT = 'kms:EncryptionContext:';

/**
 * The simulator knows free names after a slash only (`aws:PrincipalTag/name`), not after a colon. Both are text with one
 * value, so the one is written for the other, in the request and in every policy.
 */
function withSpelledContext(simulation: Simulation): Simulation {
  return JSON.parse(JSON.stringify(simulation).replaceAll(ENCRYPTION_CONTEXT, 'aws:PrincipalTag/encryption-context-'));
}

function simulationOf({ principal, action, resource, account, context, policies, boundary, resourcePolicy }: IamRequest): Simulation {
  return {
    request: {
      principal,
      action,
      resource: { resource, accountId: account ?? resource.split(':')[4] },
      contextVariables: { ...ofPrincipal(principal), ...context },
    },
    identityPolicies: (policies ?? []).map((policy, index) => ({ name: `policy${index}`, policy: document(policy) })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: document(boundary) }],
    resourcePolicy: resourcePolicy && document(resourcePolicy),
  };
}

/** What AWS adds to every request of a user or role: sessions count as their role. */
function ofPrincipal(principal: string): Record<string, string> {
  const session = /^(arn:[^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(principal);
  const arn = session ? `${session[1]}:iam::${session[2]}:role/${session[3]}` : principal;
  return principal.startsWith('arn:') ? { 'aws:PrincipalArn': arn } : {};
}

function document(policy: PolicyJson): object {
  return { Version: '2012-10-17', ...policy };
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'TheStack',
};

/**
 * The JSON that AWS receives: intrinsics of a template replaced by what they come to.
 *
 * @param values what `Ref` and `Fn::GetAtt` of each logical id come to
 */
export function plain<T>(json: T, values: Readonly<Record<string, string>> = {}): T {
  return replace(json, { ...PSEUDO_PARAMETERS, ...values }) as T;
}

function replace(json: unknown, values: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(json)) {
    return json.map((item) => replace(item, values));
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const [[name, argument], ...others] = [...Object.entries(json), ['', '']];
  if (others.length === 1 && name === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, unknown[]];
    return (replace(parts, values) as string[]).join(delimiter);
  }
  if (others.length === 1 && (name === 'Ref' || name === 'Fn::GetAtt')) {
    const id = name === 'Ref' ? argument as string : (argument as string[])[0];
    if (values[id] === undefined) {
      throw new Error(`no value for ${name} ${id}`);
    }
    return values[id];
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, replace(value, values)]));
}
