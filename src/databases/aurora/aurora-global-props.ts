import * as rds from 'aws-cdk-lib/aws-rds';
import { SecureAuroraCluster } from './secure-aurora-cluster';
import { Waiver } from '../../core/waiver';
import { DeletionGuard } from '../../foundation/deletion/deletion-guard';

/** Properties of `AuroraGlobalDatabase`. */
export interface AuroraGlobalDatabaseProps {
  /**
   * The cluster that takes the writes, with its data; it is not replaced.
   *
   * RDS takes no cluster whose master password it manages: give it `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`.
   * Aurora MySQL must not be rewindable: `recovery: { backtrackWindow: Duration.hours(0) }`. Its members are of memory-optimized
   * classes (r or x), or serverless; AWS recommends at least 8 capacity units then.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
   */
  readonly primary: SecureAuroraCluster;

  /**
   * Name of the global database: 1 to 63 lower-case letters, digits and single hyphens, starting with a letter. Changing it
   * replaces the global cluster, which RDS refuses while the old one has the primary cluster.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-globalcluster.html#cfn-rds-globalcluster-globalclusteridentifier
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * What happens when the standard support of the major version ends: RDS Extended Support at a charge, or an upgrade. Aurora
   * PostgreSQL only.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-globalcluster.html#cfn-rds-globalcluster-enginelifecyclesupport
   * @default - as RDS does it: Extended Support
   */
  readonly engineLifecycleSupport?: rds.EngineLifecycleSupport;

  /**
   * A guard that denies people without MFA to delete the global database, to take clusters out of it, and to fail it over.
   *
   * @default - no guard; `DeletionGuard.protect(globalDatabase)` adds one later
   */
  readonly deletionGuard?: DeletionGuard;

  /**
   * Safeguards that are deliberately left off, each with its reason.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}
