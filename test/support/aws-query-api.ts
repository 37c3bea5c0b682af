import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';

/** What a client of the SDK sent. */
export interface SentCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the service answers: the XML within the result, or the code of an error. */
export type QueryAnswer = { readonly result: string } | { readonly error: string; readonly message: string; readonly status?: number };

/** A service that speaks the Query protocol, as RDS and Redshift do. */
export interface QueryApi {
  readonly sent: SentCall[];
  close(): Promise<void>;
}

/**
 * A local endpoint to which the clients of the SDK send their requests from now on; it answers as the API reference documents.
 *
 * This tests names, paging and serialization. It says nothing about what AWS would answer.
 */
export async function queryApi(answer: (call: SentCall) => QueryAnswer): Promise<QueryApi> {
  const sent: SentCall[] = [];
  const server = createServer((request, response) => void textOf(request).then((text) => {
    const { Action: action, Version: _version, ...parameters } = Object.fromEntries(new URLSearchParams(text));
    sent.push({ action, parameters });
    const answered = answer({ action, parameters });
    const failed = 'error' in answered;
    response.writeHead(failed ? answered.status ?? 400 : 200, { 'content-type': 'text/xml' });
    response.end(failed
      ? `<ErrorResponse><Error><Type>Sender</Type><Code>${answered.error}</Code><Message>${answered.message}</Message></Error></ErrorResponse>`
      : `<${action}Response><${action}Result>${answered.result}</${action}Result></${action}Response>`);
  }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return { sent, close: () => closed(server) };
}

/** The text of a request. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/** Close a server with all its connections. */
export function closed(server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
