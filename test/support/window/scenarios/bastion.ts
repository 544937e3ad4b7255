/** Where the tunnels of the scenarios log in. */
export const bastion = { host: 'bastion.seoul.example.com', port: 22 };

/** Its host key as it is on record, and another that somebody presents. */
export const fingerprints = {
  known: 'SHA256:9tXaWvH6Jq1kz0m5uB3yLr8cD2fG7hN4pS6vE1oQe0I',
  presented: 'SHA256:Qm2bT5rK8wZ1xC4vY7nA0sD3fG6hJ9kL2pO5iU8yT1E',
};
