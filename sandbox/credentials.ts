/**
 * Demo credentials of the local sandbox. They open nothing but this sandbox, so they are plain constants.
 */

/** The IPWeb agent token, sent in the header `Token`. */
export const IPWEB_TOKEN = 'SANDBOX0IPWEB0TOKEN0A7K2M9Q4X5Z1';

/** The Freebit OEM login of `authOem`. */
export const FREEBIT_OEM_ID = 'SANDBOX_OEM';
export const FREEBIT_OEM_KEY = 'sandbox-oem-key-3f9c2b71';

/** The IPIDEA user id and key, sent as `uid` and `appkey`. */
export const IPIDEA_UID = '3716';
export const IPIDEA_APPKEY = 'sandbox-appkey-8d41e6a05c';
