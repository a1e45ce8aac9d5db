/** Which calls carry the access token. */
import { expect, it } from 'vitest';
import { IMAGE_QUERY } from '../../../src/backends/open-platform/apis.ts';
import { createClient } from '../../../src/backends/open-platform/client.ts';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import { fixedToken } from '../../../src/backends/open-platform/token.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { scriptedGateway } from '../../support/scripted-gateway.ts';
import { silentLog } from '../../support/silent-log.ts';

it('keeps the token from an API that takes none, in the form and in the signature', async () => {
  const gateway = await scriptedGateway(() => ({ body: { result: { success: true, result: 'fine' } } }));
  const call = createClient({
    gatewayUrl: gateway.gatewayUrl,
    appKey: '1000000',
    appSecret: 'secret',
    tokens: fixedToken('token'),
    budget: { acquire: async () => () => {} },
    clock: fakeClock(),
    random: () => 0,
    log: silentLog,
  });
  const open = { ...IMAGE_QUERY, token: 'never' as const };
  expect(await call(open, { page: 1 }, new AbortController().signal)).toEqual({ ok: true, payload: 'fine' });
  const sent = gateway.calls[0];
  const urlPath = sent?.path.slice('/openapi/'.length) ?? '';
  expect(sent?.form).toEqual({
    offerQueryParam: '{"page":1}',
    _aop_signature: aopSignature(urlPath, { offerQueryParam: '{"page":1}' }, 'secret'),
  });
  await gateway.close();
});
