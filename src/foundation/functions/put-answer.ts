import { request } from 'https';
import type { CloudFormationResponse } from './cloudformation-request';

/** Answer CloudFormation: the URL is signed by it for one object in a bucket of its own. */
export function put(url: string, response: CloudFormationResponse): Promise<void> {
  const body = JSON.stringify(response);
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) }, timeout: 30_000 }, (reply) => {
      reply.resume();
      if (reply.statusCode === 200) {
        resolve();
      } else {
        reject(new Error(`CloudFormation's bucket answered ${reply.statusCode}`));
      }
    });
    call.on('error', reject);
    call.on('timeout', () => call.destroy(new Error("CloudFormation's bucket did not answer")));
    call.end(body);
  });
}
