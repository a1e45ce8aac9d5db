import { describe, expect, it } from 'vitest';
import { readPhotoOptions } from '../../src/commands/photo-options.ts';
import { AS_SENT } from '../../src/domain/query.ts';

describe('options about the photo', () => {
  it('say nothing by default', () => {
    expect(readPhotoOptions({})).toEqual({ region: null });
    expect(readPhotoOptions({ crop: 'none' })).toEqual({ region: null });
  });

  it('name a part by its edges or by its corner and size', () => {
    const region = { left: 10, top: 20, right: 110, bottom: 220 };
    expect(readPhotoOptions({ region: '10,20,110,220' })).toEqual({ region });
    expect(readPhotoOptions({ crop: '10,20,100,200' })).toEqual({ region });
  });

  it('name a thing in the photo', () => {
    expect(readPhotoOptions({ subject: '2' })).toEqual({ region: null, subject: 2 });
  });

  it('say what is done to the photo', () => {
    expect(readPhotoOptions({ crop: 'auto' }).preparation).toEqual({ ...AS_SENT, crop: 'auto' });
    expect(readPhotoOptions({ enhance: true, 'remove-background': true }).preparation).toEqual({
      crop: 'none',
      enhance: true,
      removeBackground: true,
    });
  });

  it.each([
    [{ crop: 'all' }, '--crop'],
    [{ crop: '1,2,0,4' }, '--crop'],
    [{ region: '5,5,1,1' }, '--region'],
    [{ subject: '10' }, '--subject'],
    [{ region: '1,1,5,5', crop: '1,1,5,5' }, '--region'],
    [{ region: '1,1,5,5', subject: '1' }, '--subject'],
  ])('refuse %j', (values, name) => {
    expect(() => readPhotoOptions(values)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    try {
      readPhotoOptions(values);
    } catch (error) {
      expect(JSON.stringify(error)).toContain(name);
    }
  });
});
