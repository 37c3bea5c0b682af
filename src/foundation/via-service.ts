import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * The condition that a key is used through one service only, in the region of the stack unless another one is named.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function viaService(scope: Construct, service: string, region?: string): { readonly StringEquals: { readonly [key: string]: string } } {
  const { region: own, urlSuffix } = Stack.of(scope);
  return { StringEquals: { 'kms:ViaService': `${service}.${region ?? own}.${urlSuffix}` } };
}
