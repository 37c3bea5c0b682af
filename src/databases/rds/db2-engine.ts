import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { quoted } from '../../core/check-props';
import { HardeningError } from '../../core/errors';

/**
 * Db2 as an engine of `SecureRdsInstance`: the CDK has no name for it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Db2.html
 */
export class Db2Engine implements rds.IInstanceEngine {
  /**
   * Db2 Standard Edition.
   *
   * Throws `DB2_VERSION_INVALID` for a text that does not begin with a major and a minor number.
   *
   * @param version as RDS spells it: `11.5.9.0.sb00063198.r1`
   */
  public static standardEdition(version: string): Db2Engine {
    return new Db2Engine('db2-se', version);
  }

  /**
   * Db2 Advanced Edition.
   *
   * Throws `DB2_VERSION_INVALID` for a text that does not begin with a major and a minor number.
   *
   * @param version as RDS spells it: `11.5.9.0.sb00063198.r1`
   */
  public static advancedEdition(version: string): Db2Engine {
    return new Db2Engine('db2-ae', version);
  }

  /** The engine as CloudFormation spells it. */
  public readonly engineType: string;

  /** The version, whole and major. */
  public readonly engineVersion?: rds.EngineVersion;

  /** The family of parameter groups: `db2-se-11.5`. */
  public readonly parameterGroupFamily?: string;

  /** The family in which the CDK counts the engine. */
  public readonly engineFamily?: string;

  /** Db2 has no rotation application. */
  public readonly singleUserRotationApplication: secretsmanager.SecretRotationApplication;

  /** Db2 has no rotation application. */
  public readonly multiUserRotationApplication: secretsmanager.SecretRotationApplication;

  private constructor(engineType: string, version: string) {
    const majorVersion = /^\d+\.\d+/.exec(version)?.[0];
    if (majorVersion === undefined) {
      throw new HardeningError('Db2Engine', [{
        code: 'DB2_VERSION_INVALID',
        message: `\`version\` is ${quoted(version)}, allowed are versions that begin with a major and a minor number; pass for example '11.5.9.0.sb00063198.r1'`,
      }]);
    }
    this.engineType = engineType;
    this.engineFamily = 'DB2';
    this.engineVersion = { fullVersion: version, majorVersion };
    this.parameterGroupFamily = `${engineType}-${majorVersion}`;
    // RDS itself rotates the password; the interface asks for applications that nothing here uses
    this.singleUserRotationApplication = secretsmanager.SecretRotationApplication.SQLSERVER_ROTATION_SINGLE_USER;
    this.multiUserRotationApplication = secretsmanager.SecretRotationApplication.SQLSERVER_ROTATION_MULTI_USER;
  }

  /** Nothing of Db2 depends on what surrounds it. */
  public bindToInstance(_scope: Construct, _options: rds.InstanceEngineBindOptions): rds.InstanceEngineConfig {
    return {};
  }
}
