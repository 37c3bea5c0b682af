import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { MaintenanceWindows } from '../maintenance-windows';
import { SecureRdsInstance } from './secure-rds-instance';
import { NetworkedDataStoreProps } from '../data-store';

/** Properties of `SecureRdsReplica`. */
export interface SecureRdsReplicaProps extends NetworkedDataStoreProps {
  /**
   * The instance that is copied, in this region or another one. Changing it replaces the replica.
   *
   * RDS makes no replica of an instance whose password it manages, except of SQL Server: give the source
   * `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`.
   */
  readonly source: SecureRdsInstance;

  /**
   * The instance class. Alarms are sized by it.
   *
   * @default - the class of the source
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Identifier of the replica: 1 to 63 lower-case letters, digits and single hyphens, starting with a letter. Changing it
   * replaces the replica.
   *
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * The port that the replica listens on: 1150 to 65535. Changing it replaces the replica.
   *
   * @default - the port of the source
   */
  readonly port?: number;

  /**
   * When patches are installed; replicas take no backups.
   *
   * @default - Sunday at 04:00 UTC
   */
  readonly windows?: MaintenanceWindows;

  /**
   * Further parameters of the engine, by name. Those that belong to a safeguard cannot be set here.
   *
   * @default - only the parameters of the safeguards
   */
  readonly parameters?: { readonly [name: string]: string };
}
