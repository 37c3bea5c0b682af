import { ResourceView } from '../../model/resource-view';
import { hasCompanion } from '../companion';
import { rawText } from '../raw-text';
import { all, fail, PASS, Verdict } from '../verdict';

/** The VPC has an endpoint for each of some services, as AWS abbreviates them: `ecr.api`. */
export function hasEndpoints(vpc: ResourceView, services: readonly string[]): Verdict {
  return all(...services.map((service) => hasCompanion(vpc, {
    type: 'AWS::EC2::VPCEndpoint',
    by: 'VpcId',
    missing: `no endpoint of the app leads from this VPC to ${service}`,
    // `com.amazonaws.<region>.ecr.api`, whose region is often filled in at deployment
    judge: (endpoint) => (rawText(endpoint, 'ServiceName').endsWith(`.${service}`)
      ? PASS
      : fail('AWS::EC2::VPCEndpoint', `no endpoint of the app leads from this VPC to ${service}`)),
  })));
}
