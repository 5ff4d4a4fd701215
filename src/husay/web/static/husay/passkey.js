/* Passkeys: what the browser's own dialogue needs, and gives, as the server writes it.
   A form says with data-passkey what it is for: "sign-in" fetches what it needs from its own
   address, "confirm" and "add" find it in the JSON of the page that data-options names. */
(() => {
  "use strict";

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) => {
    let plain = "";
    for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async (options) => {
    const key = structuredClone(options.publicKey);
    key.authenticatorSelection = {
      ...key.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
    const made = await navigator.credentials.create({
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        user: { ...key.user, id: bytes(key.user.id) },
        excludeCredentials: known(key.excludeCredentials),
      },
    });
    return {
      ...shared(made),
      response: {
        attestationObject: text(made.response.attestationObject),
        clientDataJSON: text(made.response.clientDataJSON),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  };

  const get = async (options) => {
    const key = options.publicKey;
    const found = await navigator.credentials.get({
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        allowCredentials: known(key.allowCredentials),
      },
    });
    const response = found.response;
    return {
      ...shared(found),
      response: {
        authenticatorData: text(response.authenticatorData),
        clientDataJSON: text(response.clientDataJSON),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      },
    };
  };

  const shared = (credential) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
  });

  const asked = async (form) => {
    if (form.dataset.passkey !== "sign-in") {
      return JSON.parse(document.getElementById(form.dataset.options).textContent);
    }
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(form.action, { headers });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const wrong = form.querySelector(".passkey-wrong");
    if (!window.PublicKeyCredential) {
      form.hidden = true;
      continue;
    }
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      wrong.textContent = "";
      try {
        const options = await asked(form);
        const found = options.creation_options
          ? await create(options.creation_options)
          : await get(options.request_options);
        form.elements.credential.value = JSON.stringify(found);
        form.requestSubmit();
      } catch (error) {
        wrong.textContent = form.dataset.wrong;
      }
    });
  }
})();
