import { CalledService, calledService } from '../../foundation/functions/called-service';

/** What the functions of Redshift call. */
export const REDSHIFT_DATA: CalledService = calledService('redshift-data', 'REDSHIFT_DATA');
export const REDSHIFT: CalledService = calledService('redshift', 'REDSHIFT');
export const REDSHIFT_SERVERLESS: CalledService = {
  name: 'redshift-serverless', endpoint: "PrivateEndpoint.of(new ec2.InterfaceVpcEndpointAwsService('redshift-serverless'))",
};
