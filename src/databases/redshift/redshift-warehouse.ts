import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { SecureRedshiftCluster } from './secure-redshift-cluster';
import { SecureRedshiftServerless } from './secure-redshift-serverless';
import { INetworkedDataStore } from '../data-store';

/** A warehouse whose groups are declared. */
export class RedshiftWarehouse {
  /**
   * A cluster of this library.
   *
   * @param store the cluster
   */
  public static cluster(store: SecureRedshiftCluster): RedshiftWarehouse {
    const { cluster, clusterArn: arn, databaseName: database, masterSecret: secret } = store;
    return new RedshiftWarehouse({ store, arn, database, secret, target: { Cluster: cluster.ref }, before: cluster });
  }

  /**
   * A workgroup of this library.
   *
   * @param store namespace and workgroup
   * @param adminSecret the secret of the administrator; Redshift makes it, and CloudFormation does not tell its ARN. It is named
   * `redshift!<namespace>-<administrator>` and found once the namespace exists
   */
  public static serverless(store: SecureRedshiftServerless, adminSecret: secretsmanager.ISecret): RedshiftWarehouse {
    return new RedshiftWarehouse({
      store,
      arn: store.workgroup.attrWorkgroupWorkgroupArn,
      database: store.databaseName,
      secret: adminSecret,
      target: { Workgroup: store.workgroup.ref },
      before: store.workgroup,
    });
  }

  /** @internal */
  public readonly _parts: WarehouseParts;

  private constructor(parts: WarehouseParts) {
    this._parts = parts;
  }
}

/** What is needed to know about a warehouse. */
export interface WarehouseParts {
  readonly store: INetworkedDataStore;

  /** The ARN that the Data API is called on. */
  readonly arn: string;

  /** The first database. */
  readonly database: string;
  readonly secret: secretsmanager.ISecret;

  /** How the function names it. */
  readonly target: { readonly [name: string]: string };

  /** What must stand before anything is granted. */
  readonly before: Construct;
}
