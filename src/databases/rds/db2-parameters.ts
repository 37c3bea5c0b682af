import { Parameters } from './rds-parameters';
import { SecureRdsInstanceProps } from './rds-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { RdsEngineFacts } from '../../facts/rds-engines';

/** The ports of an instance: engines that listen for TLS on a port of its own have two. */
export interface RdsPorts {
  /** Where clients connect. */
  readonly clients: number;

  /** What `Port` says; plain on engines with two ports, and closed by a parameter. */
  readonly instance: number;
}

/** Where an instance listens. */
export function portsOf({ port }: SecureRdsInstanceProps, { defaultPort, tlsPort }: RdsEngineFacts, hardening: Hardening): RdsPorts {
  if (tlsPort === undefined || !hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT)) {
    return { clients: port ?? defaultPort, instance: port ?? defaultPort };
  }
  return { clients: port ?? tlsPort, instance: defaultPort };
}

/** Parameters that props decide: the port for TLS, and the numbers without which RDS creates no Db2 under an own licence. */
export function decidedParameters(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening): Parameters {
  const { ibmCustomerId, ibmSiteId } = props.engineOptions ?? {};
  const { clients, instance } = portsOf(props, facts, hardening);
  return {
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html
    ...(clients === instance ? {} : { SSL_SVCENAME: String(clients) }),
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/db2-licensing.html
    ...(ibmCustomerId === undefined ? {} : { 'rds.ibm_customer_id': ibmCustomerId }),
    ...(ibmSiteId === undefined ? {} : { 'rds.ibm_site_id': ibmSiteId }),
  };
}
