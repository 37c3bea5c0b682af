import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** What an AWS service may do with a key, and on whose behalf. */
export interface ServiceKeyUse {
  /** The actions, each as `kms:Action`. */
  readonly actions: string[];

  /**
   * The account whose resources the service must be acting for (`aws:SourceAccount`).
   *
   * @default - not checked; at least one of the three limits should be given
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
 */
export function admitService(key: kms.IKey, service: string, use: ServiceKeyUse): boolean {
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
