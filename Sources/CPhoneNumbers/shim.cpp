extern "C" int phone_numbers_placeholder(void){return 0;}
