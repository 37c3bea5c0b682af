import { PROTECTION_FEATURES, ProtectionFeature } from '../../../facts/guardduty';

/**
 * A protection plan of GuardDuty. Each is charged by what it looks at, and costs nothing where there is nothing to look at.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export class GuardDutyProtection {
  /** Every plan there is. */
  public static get all(): GuardDutyProtection[] {
    const { RDS, S3, LAMBDA, EKS, MALWARE, RUNTIME } = GuardDutyProtection;
    return [RDS, S3, LAMBDA, EKS, MALWARE, RUNTIME];
  }

  /** Logins to Aurora and RDS: anomalous ones, brute force, known attackers. Not every engine is covered. */
  public static readonly RDS = new GuardDutyProtection(PROTECTION_FEATURES.rds);

  /** Access to objects in S3, where exports and backups of databases lie. */
  public static readonly S3 = new GuardDutyProtection(PROTECTION_FEATURES.s3);

  /** Network traffic of Lambda functions. */
  public static readonly LAMBDA = new GuardDutyProtection(PROTECTION_FEATURES.lambda);

  /** Audit logs of EKS clusters. */
  public static readonly EKS = new GuardDutyProtection(PROTECTION_FEATURES.eks);

  /** Malware on the volumes of EC2 instances and containers, once they behave suspiciously. */
  public static readonly MALWARE = new GuardDutyProtection(PROTECTION_FEATURES.malware);

  /** Processes in EC2 instances, ECS tasks on Fargate and EKS pods; GuardDuty installs its agents. */
  public static readonly RUNTIME = new GuardDutyProtection(PROTECTION_FEATURES.runtime);

  /** @internal */
  public readonly _feature: ProtectionFeature;

  private constructor(feature: ProtectionFeature) {
    this._feature = feature;
  }
}
