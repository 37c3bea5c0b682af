import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The condition that a key is used through one service of the region only. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export function viaService(scope: Construct, service: string): { readonly [operator: string]: { readonly [key: string]: string } } {
  const { region, urlSuffix } = Stack.of(scope);
  return { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } };
}
