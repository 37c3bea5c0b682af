import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The condition that a key is used through services only. */
export type ViaService = { readonly StringEquals: { readonly 'kms:ViaService': string | string[] } };

/**
 * The condition that a key is used through one service only, in the region of the stack unless another one is named.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function viaService(scope: IConstruct, service: string, region?: string): ViaService {
  return { StringEquals: { 'kms:ViaService': endpoint(scope, service, region) } };
}

/** The condition that a key is used through any of some services, in any of some regions. */
export function viaServices(scope: IConstruct, services: readonly string[], regions: readonly string[] = [Stack.of(scope).region]): ViaService {
  return { StringEquals: { 'kms:ViaService': [...new Set(services.flatMap((service) => regions.map((region) => endpoint(scope, service, region))))] } };
}

function endpoint(scope: IConstruct, service: string, region?: string): string {
  const { region: own, urlSuffix } = Stack.of(scope);
  return `${service}.${region ?? own}.${urlSuffix}`;
}
