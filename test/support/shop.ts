// A made-up shop on an origin of its own, which embeds the widget as a company's page would.

import type { AddressInfo } from 'node:net';
import express from 'express';

export interface Shop {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves one page; `widgetUrl` is asked for at every visit. Its policy allows only what the guide tells companies to. */
export async function openShop(widgetUrl: () => string): Promise<Shop> {
  const app = express();
  app.get('/', (_req, res) => {
    const baton = widgetUrl();
    const policy = `default-src 'self'; script-src 'nonce-abc' ${baton}; connect-src ${baton}; frame-src ${baton}`;
    res.setHeader('Content-Security-Policy', policy);
    res.type('html').send(
      `<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1><a href="#lamps">Lamps</a>
      <script nonce="abc" src="${baton}/widget.js" data-site="acme-web" async></script></body></html>`,
    );
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
