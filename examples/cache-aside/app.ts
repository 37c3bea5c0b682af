import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { CacheStack } from './cache-stack';
import { DataStack } from './data-stack';
import { ShopStack } from './shop-stack';

/**
 * A cache beside a database: the shop asks the cache first, falls back to PostgreSQL, and puts into the cache what it found.
 *
 * Every process logs in to both with IAM tokens, as a user that may do what the process needs: the shop reads and writes what it
 * cached, the importer of prices may only throw entries out, and neither sees the sessions of the other users of the cache.
 */
export const app = new App();
const data = new DataStack(app, 'Data');
const { cache } = new CacheStack(app, 'Cache', { network: data.network, alerts: data.alerts });
new ShopStack(app, 'Shop', { cache, products: data.products });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
