int phone_numbers_placeholder(void);
