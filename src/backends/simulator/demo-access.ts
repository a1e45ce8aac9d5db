/** The access that the simulator grants, by way in. Not secret: it opens nothing but the demo catalogue. */

/** Of the official gateway and the gateways that speak like it. */
export const DEMO_ACCESS = {
  appKey: '1688001',
  appSecret: 'demo-catalogue-secret',
  accessToken: 'demo-catalogue-token',
} as const;

/** Of OneBound's gateway. */
export const DEMO_ONEBOUND = { key: 'demo-onebound-key', secret: 'demo-onebound-secret' } as const;

/** The constant of the PC page that uploads pictures, as public examples of the signature have it. */
export const IMAGE_APP_KEY = 'pvvljh1grxcmaay2vgpe9nb68gg9ueg2';
