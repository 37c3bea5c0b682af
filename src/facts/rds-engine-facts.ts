/** How a choice is written into a parameter group, and which spellings the engine accepts for it. */
export interface ParameterFact {
  readonly name: string;

  /** What our constructs write. */
  readonly value: string;

  /** All values under which the protection is on. */
  readonly accepted: readonly string[];

  /** The value under which it is off, where that is not `0`. */
  readonly off?: string;
}

/** An option of an option group, with the settings that our constructs write. */
export interface OptionFact {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Encryption of the data files by the engine itself, on top of the encrypted volume. */
export interface EngineEncryptionFact {
  /** The option that switches it on. It is permanent: an instance that once had it never loses it. */
  readonly option: OptionFact;

  /** The first major version of this edition that has it. */
  readonly since: string;

  /** The licence model under which it is offered; absent when every one will do. */
  readonly license?: string;
}

/** How many clients an engine serves at once, when nobody says otherwise. */
export interface ConnectionFact {
  /** Bytes of memory for each of them; absent when it does not depend on the memory. */
  readonly memoryPerConnection?: number;

  /** So many at most. */
  readonly max: number;

  /** The parameter that says otherwise; absent when there is none. */
  readonly parameter?: string;
}

/** The engines by kinship: who shares a wire protocol, a log format and a parameter vocabulary. */
export type EngineFamily = 'mysql' | 'mariadb' | 'postgres' | 'oracle' | 'sqlserver' | 'db2';

/** Where replicas of an engine can be. */
export type ReplicaFact = 'none' | 'same-region' | 'any-region';

/** What AWS says about one RDS engine. */
export interface RdsEngineFacts {
  /** The engine as CloudFormation spells it. */
  readonly engine: string;
  readonly family: EngineFamily;

  /** How a program names the engine with its version, for messages. */
  readonly factory: string;
  readonly defaultPort: number;

  /** The port for TLS, of engines that listen for it on a port of its own. */
  readonly tlsPort?: number;

  /** Ports that the engine, or RDS beside it, uses for itself. */
  readonly takenPorts?: readonly number[];

  /** The first major version that RDS still offers for new instances, of engines whose older ones are gone. */
  readonly offeredSince?: string;

  /** Refuses connections without TLS, by a parameter. */
  readonly tls?: ParameterFact;

  /** The first major version that knows the `tls` parameter. */
  readonly tlsSince?: string;

  /** The first major version whose default parameter group already refuses connections without TLS. */
  readonly tlsByDefaultSince?: string;

  /** Refuses TLS below 1.2, by one parameter. */
  readonly minimumTls?: ParameterFact;

  /** Further parameters that close weak protocols and ciphers. */
  readonly weakProtocols?: readonly ParameterFact[];

  /** Refuses connections without encryption, of engines that are told so by an option. */
  readonly networkEncryption?: OptionFact;

  /** The first major version that can authenticate with IAM; absent when none can. */
  readonly iamAuthenticationSince?: string;

  /** Values of `EnableCloudwatchLogsExports`. */
  readonly logExports: readonly string[];

  /** What makes the exported logs say something. */
  readonly logParameters: Readonly<Record<string, string>>;

  /** The option that records who did what, for engines whose audit is an option and not a parameter. */
  readonly auditOption?: OptionFact;

  /** The option that uploads audits into a bucket, of engines that export none. */
  readonly auditUpload?: string;

  /** Encryption by the engine; absent when the edition has none. */
  readonly engineEncryption?: EngineEncryptionFact;

  /** The licence models, the default first. */
  readonly licenses: readonly string[];

  /** The first major version with a standby in another zone; absent when the edition has none. */
  readonly standbySince?: string;
  readonly replicas: ReplicaFact;

  /** Whether a replica can have a standby of its own. */
  readonly replicaStandby: boolean;

  /** Whether Database Insights (once Performance Insights) observe the engine. */
  readonly insights: boolean;

  /** Instance classes without Database Insights. */
  readonly withoutInsights: readonly string[];

  /** The instance class when the caller names none: `m6g.large`. */
  readonly defaultClass: string;

  /** Longest master user name. */
  readonly maxMasterUsername: number;

  /** Longest name of the first database; 0 for engines that create none. */
  readonly maxDatabaseName: number;

  /** Largest volume, in GiB. */
  readonly maxStorageGib: number;

  readonly connections: ConnectionFact;

  /** Last day of standard support by major version, `yyyy-mm-dd`; a version that is not listed has no date that was confirmed. */
  readonly supportEnds: Readonly<Record<string, string>>;
}

/** An engine that is told about TLS by parameters and authenticates with IAM. */
export interface OpenSourceEngineFacts extends RdsEngineFacts {
  readonly tls: ParameterFact;
  readonly tlsSince: string;
  readonly minimumTls: ParameterFact;
  readonly iamAuthenticationSince: string;
}
