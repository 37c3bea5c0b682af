import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';

/** What both kinds of capacity have. */
export interface AuroraMembers {
  /**
   * Readers beside the writer, 1 to 15; each in the next Availability Zone of the data tier. The first two take over
   * when the writer fails.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
   * @default - 1, none when `Safeguard.HIGH_AVAILABILITY` is waived
   */
  readonly readers?: number;

  /**
   * How the volume is charged: by input and output, or (I/O-Optimized) by size alone.
   *
   * @default rds.DBClusterStorageType.AURORA
   */
  readonly storageType?: rds.DBClusterStorageType;
}

/** A fixed instance class for every member. */
export interface ProvisionedAurora extends AuroraMembers {
  /**
   * The instance class of all members. Alarms are sized by it.
   *
   * @default - r6g.large
   */
  readonly instanceType?: ec2.InstanceType;
}

/** Members that grow and shrink with the load. */
export interface ServerlessAurora extends AuroraMembers {
  /**
   * Least Aurora capacity units of a member, 0 to 256 in steps of a half; one unit is 2 GiB of memory. Below 2 the
   * insights may lack memory; at 0 an idle cluster pauses, and its first connection waits for seconds.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
   * @default 2
   */
  readonly minAcus?: number;

  /**
   * Most Aurora capacity units of a member, 1 to 256 in steps of a half. Alarms are sized by it.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
   * @default 16
   */
  readonly maxAcus?: number;
}

/** How much the members of an Aurora cluster can do, and how many there are. */
export class AuroraCapacity {
  /** Members of one instance class. */
  public static provisioned(options: ProvisionedAurora = {}): AuroraCapacity {
    return new AuroraCapacity(options, { instanceType: options.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE) });
  }

  /** Aurora Serverless v2. */
  public static serverlessV2(options: ServerlessAurora = {}): AuroraCapacity {
    return new AuroraCapacity(options, { minAcus: options.minAcus ?? 2, maxAcus: options.maxAcus ?? 16 });
  }

  /** @internal */
  public readonly _members: AuroraMembers;

  /** @internal */
  public readonly _size: AuroraSize;

  private constructor(members: AuroraMembers, size: AuroraSize) {
    this._members = members;
    this._size = size;
  }
}

/** The size of each member: a class, or units. */
export interface AuroraSize {
  readonly instanceType?: ec2.InstanceType;
  readonly minAcus?: number;
  readonly maxAcus?: number;
}
