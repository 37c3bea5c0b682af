import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { quoted } from '../core/check-props';
import { HardeningError, Problem } from '../core/errors';

/** What an AWS service may do with a key, and on whose behalf; at least one limit is needed. */
export interface ServiceKeyUse {
  /** The actions, each as `kms:Action`; a `*` may end the name, not replace it. */
  readonly actions: string[];

  /**
   * The account whose resources the service must be acting for (`aws:SourceAccount`).
   *
   * @default - not checked
   */
  readonly sourceAccount?: string;

  /**
   * The resource that the service must be acting for (`aws:SourceArn`); `*` and `?` are wildcards.
   *
   * @default - not checked
   */
  readonly sourceArn?: string;

  /**
   * What the service must bind the ciphertext to (`kms:EncryptionContext:<name>`); `*` and `?` are wildcards.
   *
   * @default - not checked
   */
  readonly encryptionContext?: { [name: string]: string };
}

/**
 * Admit an AWS service to a key, and say whether the key could be amended.
 *
 * The policy of an imported key belongs to its owner: it is left as it is, and the answer is false.
 *
 * Throws `KEY_USE_UNLIMITED`, `KEY_ACTIONS_EMPTY` and `KEY_ACTION_INVALID`.
 */
export function admitService(key: kms.IKey, service: string, use: ServiceKeyUse): boolean {
  const problems = problemsOf(use);
  if (problems.length > 0) {
    throw new HardeningError(`Admission of ${service} to '${key.node.path}'`, problems);
  }
  return key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: use.actions,
    // in a key policy, `*` is the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    resources: ['*'],
    conditions: conditionsOf(use),
  }), true).statementAdded;
}

function conditionsOf(use: ServiceKeyUse): { [operator: string]: { [key: string]: string } } {
  const context = Object.entries(use.encryptionContext ?? {}).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
  return {
    ...(use.sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': use.sourceAccount } }),
    ...(use.sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': use.sourceArn } }),
    ...(context.length === 0 ? {} : { StringLike: Object.fromEntries(context) }),
  };
}

function problemsOf(use: ServiceKeyUse): Problem[] {
  const unlimited = use.sourceAccount === undefined && use.sourceArn === undefined && Object.keys(use.encryptionContext ?? {}).length === 0;
  const invalid = use.actions.filter((action) => !/^kms:[A-Za-z]+\*?$/.test(action));
  return [
    ...(use.actions.length > 0 ? [] : [{ code: 'KEY_ACTIONS_EMPTY', message: '`actions` is empty; name what the service may do, such as kms:Decrypt' }]),
    ...invalid.map((action) => ({
      code: 'KEY_ACTION_INVALID',
      message: `\`actions\` has ${quoted(action)}, allowed are KMS actions such as kms:Decrypt or kms:GenerateDataKey*; name what the service needs`,
    })),
    ...(!unlimited ? [] : [{
      code: 'KEY_USE_UNLIMITED',
      message: 'without a limit the service may use the key for any AWS customer; give `sourceAccount`, `sourceArn` or `encryptionContext`',
    }]),
  ];
}
